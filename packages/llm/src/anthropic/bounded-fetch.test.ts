import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
