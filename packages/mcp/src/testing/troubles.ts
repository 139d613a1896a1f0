import type { ServerResponse } from 'node:http';
import { type Failure, failureOf } from '@firefly/contracts/failure';
import { object, structured } from '@firefly/testing/servers/serve';
import { type HttpFixture, serveHttp } from '@firefly/testing/servers/serve-http';
import type { ToolServersOptions } from '../session/options.ts';
import { type Harness, startHarness } from './harness.ts';

/** What goes out instead of an answer. */
export type Trouble = (response: ServerResponse) => void;

/** A server over HTTP that makes trouble, and what is needed to call it. */
export interface Troubled extends Harness {
  readonly far: HttpFixture;
}

/** Makes this trouble when a message of this method comes: the first so many times, else always. */
export async function startTroubled(
  method: string,
  trouble: Trouble,
  {
    times = Infinity,
    modernOnly = false,
    ...options
  }: Partial<ToolServersOptions> & { times?: number; modernOnly?: boolean } = {},
): Promise<Troubled> {
  let left = times;
  const getName = {
    listed: { name: 'get_name', inputSchema: object({}) },
    run: () => structured({ name: 'Ansgar Cove' }),
  };
  const far = await serveHttp(
    { name: 'far', tools: [getName], modernOnly },
    {
      trouble: (given, response) => {
        if (given !== method || left === 0) return false;
        left -= 1;
        trouble(response);
        return true;
      },
    },
  );
  const headers = { Authorization: `Bearer \${MY_TOKEN}` };
  const url = `${far.url}?key=in-the-query`;
  const harness = await startHarness({ far: { url, headers } }, options);
  return {
    ...harness,
    far,
    async dispose() {
      await harness.dispose();
      await far.close();
    },
  };
}

/** A plain answer of HTTP. */
export const says =
  (status: number, body = '', headers: Record<string, string> = {}): Trouble =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** An answer that goes on as long as it is read. */
export const endless =
  (type: string, chunk: string): Trouble =>
  (response) => {
    response.writeHead(200, { 'content-type': type });
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write);
    write();
  };

/** Messages that are nobody's reply, one after the other. */
export const endlessEvents = endless(
  'text/event-stream',
  'data: {"jsonrpc":"2.0","method":"notifications/message"}\n\n'.repeat(1_000),
);

/** The failure that a promise rejects with, or undefined if it does not. */
export const thrownBy = (promise: Promise<unknown>): Promise<Failure | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => failureOf(error),
  );
