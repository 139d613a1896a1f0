import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Lifecycle, makeLifecycle } from '@firefly/service/lifecycle';
import type { Log } from '@firefly/telemetry/log';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './listen.ts';

let keyed: boolean;
let said: string[];
let lifecycle: Lifecycle;
beforeEach(() => {
  keyed = false;
  said = [];
  lifecycle = makeLifecycle({ deadlineMs: 5_000, report: (problem) => said.push(problem) });
});
afterEach(() => lifecycle.stop());

/** An API that answers at once, or at `/slow` when it is told to. */
async function start(host: string) {
  const held: (() => void)[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/slow') held.push(() => response.end('slow'));
    else response.end('well');
  });
  lifecycle.onStop('server', () => {
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  });
  const app = {
    server,
    listen: (where: { host: string; port: number }) =>
      new Promise<string>((resolve) => void server.listen(where, () => resolve(where.host))),
  };
  const tell = (...words: unknown[]): void => void said.push(String(words.at(-1)));
  const log = { info: tell, warn: tell, error: tell } as unknown as Log;
  const db = { apiKeys: { any: async () => keyed } } as Parameters<typeof listen>[0]['db'];
  const address = await listen({ called: 'the API', app, db, host, port: 0, log }, lifecycle);
  const where = () => server.address() as AddressInfo | null;
  const { port } = where() as AddressInfo;
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  return { address, where, port, get, held };
}

test('with a key it listens where it is told to, at once', async () => {
  keyed = true;
  expect((await start('0.0.0.0')).address).toBe('0.0.0.0');
  expect(said).toEqual([]);
});

test('without one it listens on loopback and says so, whatever it is told', async () => {
  const { address } = await start('0.0.0.0');
  expect(address).toBe('127.0.0.1');
  expect(said).toEqual([expect.stringMatching(/loopback only.*then it listens on 0\.0\.0\.0/)]);
});

test('the first key opens it, on the same port and under the requests that are on their way; no way back', async () => {
  const { where, port, get, held } = await start('0.0.0.0');
  const slow = get('/slow');
  await vi.waitFor(() => expect(held).toHaveLength(1));
  keyed = true;
  await vi.waitFor(() => expect(where()).toMatchObject({ address: '0.0.0.0', port }), 10_000);
  expect(await get('/')).toBe('well');
  for (const answer of held) answer();
  expect(await slow).toBe('slow');
  keyed = false;
  expect(where()?.address).toBe('0.0.0.0');
});

test('where it cannot listen, it goes on where it did, and says why', async () => {
  const { where, port, get } = await start('192.0.2.1');
  keyed = true;
  await vi.waitFor(() => expect(said.at(-1)).toContain('cannot listen on 192.0.2.1'), 10_000);
  await vi.waitFor(() => expect(where()).toMatchObject({ address: '127.0.0.1', port }));
  expect(await get('/')).toBe('well');
});
