import { readFile } from 'node:fs/promises';
import { canStartRedis, startRedis } from '@firefly/testing/redis';
import { type Arrivals, readArrivals } from '@firefly/testing/servers/arrivals';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from './bundle-of.ts';
import { makePlace, type Place, type Runner } from './place.ts';
import { ATLAS } from './servers-file.ts';

// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
});
afterAll(() => place?.close());

/** Runs over the atlas with these options; tells the ids of the tasks, and when it was asked. */
async function run(
  name: string,
  options: Readonly<Record<string, unknown>>,
  { runner = place as Runner, tasks = 2, concurrency = 8 } = {},
): Promise<{ readonly ids: string[]; readonly arrivals: Arrivals }> {
  const env = { ...ATLAS.env, ARRIVALS: place.at(`${name}.arrivals`) };
  const file = await place.serve(`${name}.json`, { atlas: { ...ATLAS, env, options } });
  const size = ['--tasks', `${tasks}`, '--concurrency', `${concurrency}`];
  const ended = await runner.run('run', '--servers', file, '--out', place.at(name), ...size);
  expect(ended.code, ended.err).toBe(0);
  const manifest = JSON.parse(await readFile(place.at(`${name}/manifest.json`), 'utf8'));
  expect(manifest.not_reproducible_because).toEqual([]);
  const arrivals = await readArrivals(env.ARRIVALS);
  return { ids: await idsOf(place.at(name)), arrivals };
}

test('a limited server sees no second with more than it allows, and the tasks are the same', async () => {
  const free = await run('free', {});
  const limited = await run('limited', { rateLimit: { perSecond: 20, concurrency: 3 } });
  expect(limited.arrivals.mostPerSecond).toBeLessThanOrEqual(20);
  expect(limited.arrivals.count).toBe(free.arrivals.count);
  expect(limited.arrivals.of('tools/list')).toBeGreaterThan(0);
  expect(limited.ids).toHaveLength(2);
  expect(limited.ids).toEqual(free.ids);
});

test.skipIf(!canStartRedis)(
  'on Redis too, where jobs that would wait long are handed back',
  async () => {
    const small = { tasks: 1, concurrency: 16 };
    const free = await run('small', {}, small);
    const redis = await startRedis();
    const onlooker = await new Redis(redis.url, { lazyConnect: true }).monitor();
    const limits = new Set<string>();
    onlooker.on('monitor', (_time: string, [command, key = '']: string[]) => {
      if (command === 'HSET' && key.startsWith('firefly:limit:')) limits.add(key);
    });
    try {
      const runner = place.under({ QUEUE_URL: redis.url });
      // More than five that wait for their turn wait longer than a worker is kept waiting.
      const rateLimit = { perSecond: 1 };
      const limited = await run('handed-back', { rateLimit }, { runner, ...small });
      // On average: that none comes 50 ms early or late is a matter of the machine, at one a second.
      expect(limited.arrivals.perSecond).toBeLessThanOrEqual(1);
      expect(limited.arrivals.count).toBe(free.arrivals.count);
      expect(limited.ids).toHaveLength(1);
      expect(limited.ids).toEqual(free.ids);
      // One server, whose limit was kept there.
      expect(limits.size).toBe(1);
    } finally {
      onlooker.disconnect();
      await redis.close();
    }
  },
);
