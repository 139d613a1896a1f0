import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { boundedFetch } from './bounded-fetch.ts';
import { BrokenReply } from './broken-reply.ts';

const MB = 1024 * 1024;
let status: number;
let bytes: number;
const server = createServer((_, response) =>
  response.writeHead(status).end(Buffer.alloc(bytes, 'x')),
);
let url: string;
beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test.each([
  [200, 40 * MB, 40 * MB],
  [500, 10_000, 10_000],
  [502, MB, 16 * 1024],
])('of a reply with status %i and %i bytes, %i come', async (answered, long, come) => {
  [status, bytes] = [answered, long];
  const response = await boundedFetch(url);
  expect(response.status).toBe(answered);
  expect((await response.arrayBuffer()).byteLength).toBe(come);
});

test('a reply that is too long is none', async () => {
  [status, bytes] = [200, 49 * MB];
  await expect((await boundedFetch(url)).arrayBuffer()).rejects.toThrow(BrokenReply);
});

test('nobody but who asked gives up a reply that takes long', async () => {
  const own = getGlobalDispatcher();
  const seen: Dispatcher.DispatchOptions[] = [];
  try {
    setGlobalDispatcher(
      own.compose((dispatch) => (options, handler) => {
        seen.push(options);
        return dispatch(options, handler);
      }),
    );
    [status, bytes] = [200, 10];
    expect((await boundedFetch(url)).status).toBe(200);
  } finally {
    setGlobalDispatcher(own);
  }
  expect(seen).toMatchObject([{ headersTimeout: 0, bodyTimeout: 0 }]);
});
