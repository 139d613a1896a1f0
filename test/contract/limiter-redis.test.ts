import { failureOf } from '@firefly/contracts/failure';
import { makeRedisLimiter } from '@firefly/queue/limits/limiter';
import { canStartRedis, canUseRedis, startRedis, testRedis } from '@firefly/testing/redis';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { limiterContract } from './limiter-contract.ts';
import type { StartLimiters } from './limiter-kit.ts';

const start: StartLimiters = async (workers) => {
  const { url, close } = await testRedis();
  const namespace = `firefly-test-${process.pid}-${Date.now()}`;
  const clients = Array.from({ length: workers }, () => new Redis(url));
  const [first = new Redis(url)] = clients;
  // It tells every command in the order of their taking place, those of scripts too.
  const monitor = await first.monitor();
  const changes: { key: string; freeAtUs: number }[] = [];
  monitor.on('monitor', (_time: string, [command, key, field, value]: string[]) => {
    if (command?.toUpperCase() === 'HSET' && field === 'free')
      changes.push({ key: String(key), freeAtUs: Number(value) });
  });
  const keyOf = (key: string) => `${namespace}:limit:${key}`;
  return {
    workers: clients.map((client) => makeRedisLimiter(client, namespace)),
    kept: async (key) => ({
      freeAtUs: Number(await first.hget(keyOf(key), 'free')),
      leases: await first.zcard(`${keyOf(key)}:leases`),
    }),
    async freeAtUs(key) {
      const mark = `${namespace}:mark`;
      const seen = new Promise<void>((resolve) =>
        monitor.on('monitor', (_time: string, [, one]: string[]) => one === mark && resolve()),
      );
      await Promise.all([first.exists(mark), seen]);
      return changes.filter((one) => one.key === keyOf(key)).map(({ freeAtUs }) => freeAtUs);
    },
    async close() {
      const left = await first.keys(`${namespace}:*`);
      for (const key of left) {
        // Nothing of a server that nobody asks stays for ever.
        expect(await first.pttl(key)).toBeGreaterThan(0);
        await first.del(key);
      }
      for (const client of [monitor, ...clients]) client.disconnect();
      await close();
    },
  };
};

describe.skipIf(!canUseRedis)('with a redis-server', () => {
  limiterContract('Redis', start);
});

test.skipIf(!canStartRedis)('a Redis that is away fails the request for now only', async () => {
  const redis = await startRedis();
  const client = new Redis(redis.url, { maxRetriesPerRequest: 1 });
  client.on('error', () => {});
  const limiter = makeRedisLimiter(client, 'firefly');
  const limit = { perSecond: 50, concurrency: 1 };
  const ask = () =>
    limiter.acquire({ key: 'k', limit, requests: 1, holdMs: 1_000, patienceMs: 1_000 });
  try {
    const slot = await ask();
    await redis.close();
    expect(failureOf(await ask().catch((error: unknown) => error)).kind).toBe('transient');
    if (!slot.granted) expect.unreachable();
    else await slot.release();
  } finally {
    client.disconnect();
    await redis.close();
  }
});
