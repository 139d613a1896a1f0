import Anthropic from '@anthropic-ai/sdk';
import { FailureError, failureOf } from '@firefly/contracts/failure';
import { modelAsked } from '@firefly/telemetry/instruments';
import { inModelSpan } from '@firefly/telemetry/model-span';
import { type Asked, askUntil } from './anthropic/asking.ts';
import { attempt } from './anthropic/attempt.ts';
import { boundedFetch } from './anthropic/bounded-fetch.ts';
import { Gate } from './anthropic/gate.ts';
import { type Patience, usualPatience } from './anthropic/patience.ts';
import type { Model } from './model.ts';

export interface AnthropicOptions {
  readonly apiKey: string;
  /** Of whoever speaks the Messages API: a gateway, vLLM, Ollama. */
  readonly baseUrl?: string | undefined;
  /** Whether replies come in events. In one piece, proxies cut off what takes minutes. Default: yes. */
  readonly streamed?: boolean | undefined;
  /** How long one try may take until its reply is whole. Default: ten minutes. */
  readonly deadlineMs?: number | undefined;
  /** The most requests to one model at once, of this process. Default: 16. */
  readonly concurrency?: number | undefined;
  readonly patience?: Patience | undefined;
  /** Hears of a model that is waited for, before each wait but the first: what is wrong, and for how long. */
  readonly onWait?: ((model: string, fault: string, ms: number) => void) | undefined;
}

const PROVIDER = 'https://api.anthropic.com';

/**
 * Models behind the Messages API (https://platform.claude.com/docs/en/api/messages). One for a process: all
 * requests to a model share how many are let in at once and the rest that its provider asks for. Throws a
 * `FailureError` where the key is none.
 */
export function makeAnthropic(options: AnthropicOptions): Model {
  const { streamed = true, deadlineMs = 600_000, concurrency = 16 } = options;
  const { patience = usualPatience, onWait = () => {} } = options;
  const apiKey = keyOf(options.apiKey);
  const client = clientOf(apiKey, options.baseUrl);
  const known = new Map<string, Asked>();
  const askedOf = (name: string): Asked => {
    const asked = known.get(name) ?? {
      ...{ name, gate: new Gate(concurrency, patience.longestWaitMs), forcing: true },
    };
    known.set(name, asked);
    return asked;
  };

  return {
    ask: (name, request, signal) =>
      inModelSpan(name, async (tell) => {
        const began = performance.now();
        try {
          const send = (body: object, within: AbortSignal) =>
            attempt(client, { ...body, model: name }, { streamed, deadlineMs }, within);
          const reply = await askUntil(askedOf(name), request, send, { patience, onWait }, signal);
          tell(reply.stop, false);
          modelAsked(name, reply.stop, performance.now() - began, reply.usage);
          return reply;
        } catch (error) {
          const failure = failed(error, name, apiKey, signal);
          const { kind } = failure.failure;
          tell(kind, kind !== 'cancelled');
          modelAsked(name, kind, performance.now() - began);
          throw failure;
        }
      }),
  };
}

/** An error about a header would show the key that does not fit in one. */
function keyOf(text: string): string {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const message = `the key for the model is ${key === '' ? 'empty' : 'no key: it holds blanks or unusual characters'}; set ANTHROPIC_API_KEY (a server without keys takes any word)`;
  throw new FailureError({ kind: 'permanent', message });
}

const clientOf = (apiKey: string, baseUrl: string | undefined): Anthropic =>
  new Anthropic({
    apiKey,
    // Both are said, or the SDK would look for them in the environment.
    authToken: null,
    baseURL: baseUrl ?? PROVIDER,
    fetch: boundedFetch,
    maxRetries: 0,
    // Its log would hold pieces of replies; its spans would stand beside ours and go on to the provider.
    logLevel: 'off',
    openTelemetry: false,
  });

/** Shorter ones are words, as a server of one's own that needs no key is given. */
const SHORTEST_KEY = 8;

const withoutKey = (message: string, key: string): string =>
  key.length < SHORTEST_KEY ? message : message.replaceAll(key, '[redacted]');

/** What `ask` rejects with: no cause, which could hold the request, and never the key, whoever repeats it. */
function failed(error: unknown, name: string, key: string, signal: AbortSignal): FailureError {
  if (signal.aborted)
    return new FailureError({ kind: 'cancelled', message: `asking "${name}" was cancelled` });
  const failure = failureOf(error);
  return new FailureError({ ...failure, message: withoutKey(failure.message, key) });
}
