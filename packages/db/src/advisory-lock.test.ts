import { connect, createServer, type Socket } from 'node:net';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AdvisoryLock, openLock } from './advisory-lock.ts';

/** A way to a database on which nothing comes through any more once it is silent. */
async function wayTo(url: string) {
  const target = new URL(url);
  const { port, hostname } = target;
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => {}));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const way = new URL(url);
  way.port = String((server.address() as { port: number }).port);
  return {
    url: way.href,
    silence: () => sockets.map((socket) => socket.unpipe().pause()),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let store: TestDatabase;
let way: Awaited<ReturnType<typeof wayTo>>;
let lock: AdvisoryLock;
beforeEach(async () => {
  store = await testDatabase();
  way = await wayTo(store.url);
  lock = await openLock(way.url, 'lead', 'keep');
  expect(await lock.tryExclusive()).toBe(true);
});
afterEach(async () => {
  vi.useRealTimers();
  await way.close();
  await store.close();
});

test('a Postgres that has vanished unheard is noticed, and left', async () => {
  await lock.confirm();
  way.silence();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const confirmed = expect(lock.confirm()).rejects.toThrow('no answer within 10000 ms');
  await vi.advanceTimersByTimeAsync(10_000);
  await confirmed;
  await lock.close();
});

test('whoever stops waits for no answer, and for no goodbye', async () => {
  way.silence();
  const stop = new AbortController();
  const confirmed = expect(lock.confirm(stop.signal)).rejects.toThrow('stopped');
  stop.abort(new Error('stopped'));
  await confirmed;
  await expect(lock.confirm(stop.signal)).rejects.toThrow('stopped');
  await lock.close();
});

test('a goodbye that nobody answers is not waited for', async () => {
  way.silence();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const closed = lock.close();
  await vi.advanceTimersByTimeAsync(2_000);
  await closed;
});
