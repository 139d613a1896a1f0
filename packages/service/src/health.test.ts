import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startHealth } from './health.ts';
import { type Lifecycle, makeLifecycle } from './lifecycle.ts';

const lifecycles: Lifecycle[] = [];
const lifecycle = (): Lifecycle => {
  const made = makeLifecycle({ deadlineMs: 5_000, report: () => {} });
  lifecycles.push(made);
  return made;
};
afterEach(() => Promise.all(lifecycles.splice(0).map((one) => one.stop())));

const metrics = async () => 'lamps 3\n';

/** A listener, and the port it has. */
async function taken() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}

async function started() {
  const { server, port } = await taken();
  server.close();
  const own = lifecycle();
  const health = await startHealth({ HEALTH_HOST: '127.0.0.1', HEALTH_PORT: port }, own, metrics);
  const url = `http://127.0.0.1:${port}`;
  const ask = async (path: string) => (await fetch(`${url}${path}`)).status;
  return { health, url, ask, own };
}

test('it lives at once, is ready once it is told, and no longer when it stops', async () => {
  const { health, ask, own } = await started();
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503]);
  health.ready();
  expect([await ask('/healthz'), await ask('/readyz?x=1')]).toEqual([200, 200]);
  let seen: number[] = [];
  own.onStop('what it serves', async () => {
    seen = [await ask('/readyz')];
  });
  // Registered last and so stopped first: what stops next is asked while it does.
  await own.stop();
  expect(seen).toEqual([200]);
  await expect(ask('/healthz')).rejects.toThrow('fetch failed');
});

test('while what was opened before stops, it lives and is not ready', async () => {
  const { health, ask, own } = await started();
  let seen: number[] = [];
  own.onStop('database', async () => {
    seen = [await ask('/healthz'), await ask('/readyz')];
  });
  health.ready();
  await own.stop();
  expect(seen).toEqual([200, 503]);
});

test('metrics are told as Prometheus reads them', async () => {
  const { url } = await started();
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toBe('lamps 3\n');
});

test('what a process needs and does not get makes it unready', async () => {
  const { health, url } = await started();
  health.needs('The database', () => Promise.reject(new Error('gone')));
  health.ready();
  const answer = await fetch(`${url}/readyz`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ detail: 'The database cannot be used now.' });
});

test('any other path is not found', async () => {
  const { ask } = await started();
  expect(await ask('/')).toBe(404);
});

test('without a port there is none, and one that is taken is said', async () => {
  await startHealth({ HEALTH_HOST: '127.0.0.1' }, lifecycle(), metrics);
  const { server, port } = await taken();
  const refused = startHealth(
    { HEALTH_HOST: '127.0.0.1', HEALTH_PORT: port },
    lifecycle(),
    metrics,
  );
  await expect(refused).rejects.toThrow(`HEALTH_PORT ${port} on HEALTH_HOST 127.0.0.1 cannot be`);
  server.close();
});
