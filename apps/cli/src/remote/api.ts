import { setTimeout as delay } from 'node:timers/promises';
import { problem } from '@firefly/contracts/control-api';
import type { z } from 'zod';
import { UsageError } from '../usage-error.ts';
import type { ServicePlace } from './service.ts';

/** The service cannot be reached, or cannot answer now: it may be worth another try. */
export class AwayError extends Error {}

/** Asks a service over HTTP. What it refuses is one line: a `UsageError` where another request would do. */
export interface Api {
  readonly url: string;
  get<S extends z.ZodType>(path: string, answer: S): Promise<z.output<S>>;
  /** A request that failed on its way is sent again: name it by `mark` if it makes something. */
  post<S extends z.ZodType>(
    path: string,
    body: object,
    answer: S,
    mark?: string,
  ): Promise<z.output<S>>;
  /** A response whose body is still to be read, once it is well. */
  open(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
}

/** For one answer; a stream may take longer. */
const ANSWER_MS = 30_000;
const PAUSES_MS = [500, 1_000, 2_000] as const;
/** No answer but a bundle is larger. */
const MOST_BYTES = 16 << 20;

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('the answer of the service is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a service says of a request that it refuses, on one line. */
async function refusal(response: Response): Promise<Error> {
  const said = problem.safeParse(jsonOf(await textOf(response))).data;
  const place = said?.errors?.map(({ pointer, parameter }) => pointer ?? parameter)[0];
  const detail = said?.detail ?? `it answered ${response.status}, not in the words of FireFly`;
  const at = place === undefined || detail.includes(place) ? '' : ` (${place})`;
  const hint = response.status === 401 ? ' A key is taken from FIREFLY_API_KEY or --key-file.' : '';
  const line = `the service at ${new URL(response.url).origin}: ${detail}${at}${hint}`;
  if (response.status === 429 || response.status >= 502) return new AwayError(line);
  return response.status < 500 ? new UsageError(line) : new Error(line);
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AwayError)) throw error;
      await delay(pause);
    }
  }
  return work();
}

/** Makes one; asks nothing yet. */
export function makeApi({ url, key }: ServicePlace): Api {
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
    let response: Response;
    try {
      // An answer that sends us elsewhere is none of ours: the key is for this address alone.
      response = await fetch(`${url}${path}`, { ...init, headers, redirect: 'manual' });
    } catch (error) {
      init.signal?.throwIfAborted();
      const { cause } = error as { cause?: NodeJS.ErrnoException };
      throw new AwayError(`no service answers at ${url} (${cause?.code ?? 'no connection'})`);
    }
    if (response.ok) return response;
    throw await refusal(response);
  };
  const ask = async <S extends z.ZodType>(path: string, init: RequestInit, answer: S) => {
    const response = await send(path, init).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'TimeoutError')
        throw new AwayError(`no service answers at ${url} in time`);
      throw error;
    });
    const parsed = answer.safeParse(jsonOf(await textOf(response)));
    if (parsed.success) return parsed.data;
    throw new Error(`what answers at ${url} is not a FireFly service of this version`);
  };
  return {
    url,
    get: (path, answer) =>
      again(() => ask(path, { signal: AbortSignal.timeout(ANSWER_MS) }, answer)),
    post: (path, body, answer, mark) =>
      again(() => {
        const headers = {
          'content-type': 'application/json',
          ...(mark === undefined ? {} : { 'idempotency-key': mark }),
        };
        const signal = AbortSignal.timeout(ANSWER_MS);
        return ask(path, { method: 'POST', body: JSON.stringify(body), headers, signal }, answer);
      }),
    open: (path, headers, signal) => send(path, { headers, signal }),
  };
}
