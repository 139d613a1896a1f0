import { inspect } from 'node:util';
import { failureOf } from '@firefly/contracts/failure';
import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import type { Handlers } from '@firefly/queue/handler';
import { canStartRedis, startRedis, type TestRedis } from '@firefly/testing/redis';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everyQueue, handlersWith } from './queue-handlers.ts';
import { gate, reaches } from './queue-kit.ts';

const link = { queue: 'link', payload: { runId: 'run' } } as const;
const settings = { concurrency: everyQueue(1), onFinalFailure: () => expect.unreachable() };

describe.skipIf(!canStartRedis)('a Redis', () => {
  let redis: TestRedis;
  let admin: Redis;
  let queues: QueueConnection;
  let errors: Error[];
  const work = (own: Partial<Handlers> = {}) => queues.startWorkers(handlersWith(own), settings);
  const kindOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'done',
      (error: unknown) => failureOf(error).kind,
    );
  const others = async (): Promise<number> =>
    String(await admin.client('LIST'))
      .trim()
      .split('\n').length - 1;
  /** Ends every connection but this one, from the far side. */
  const cut = () => admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');

  beforeEach(async () => {
    errors = [];
    redis = await startRedis();
    admin = new Redis(redis.url, { retryStrategy: null });
    admin.on('error', () => {});
    const onError = (error: Error) => void errors.push(error);
    queues = await openQueues({ url: redis.url, poolSize: 0, onError });
  });
  afterEach(async () => {
    await queues.close();
    admin.disconnect();
    await redis.close();
  });

  test('is left without a connection, even by workers that were never closed', async () => {
    await work();
    expect(await others()).toBeGreaterThanOrEqual(20);
    await queues.close();
    expect(await others()).toBe(0);
  });

  test('holds nothing of emptied queues, and keys of ours alone before', async () => {
    await admin.set('of another', 'kept');
    await work();
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.completed, 1);
    for (const key of await admin.keys('*')) expect(key).toMatch(/^firefly:|^of another$/);
    await queues.close();
    queues = await openQueues({ url: redis.url, poolSize: 0 });
    await queues.empty();
    expect(await admin.keys('*')).toEqual(['of another']);
  });

  test('that cuts every connection costs no job', async () => {
    const [started, release] = [gate(), gate()];
    let runs = 0;
    await work({
      link: async () => {
        runs += 1;
        started.resolve();
        await release.promise;
        return { done: true };
      },
    });
    await queues.producer.enqueue(link, 1);
    await started.promise;
    await cut();
    release.resolve();
    await reaches(async () => (await queues.counts()).link.completed, 1);
    await cut();
    await queues.producer.enqueue(link, 2);
    await reaches(async () => (await queues.counts()).link.completed, 2);
    expect(runs).toBe(2);
  });

  test('that comes back empty goes on with what is queued then', async () => {
    await work();
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.completed, 1);
    await redis.close();
    const counted = queues.counts();
    redis = await startRedis({ port: redis.port });
    expect((await counted).link.completed).toBe(0);
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.completed, 1);
    // Not one for each connection at each of its tries.
    expect(errors.length).toBeLessThan(10);
  });

  test('that stays away fails the work for now only, and holds up no end', async () => {
    const started = gate();
    await work({
      link: async () => {
        started.resolve();
        return new Promise(() => {});
      },
    });
    await queues.producer.enqueue(link, 1);
    await started.promise;
    await redis.close();
    const calls = [queues.producer.enqueue(link, 2), queues.counts(), queues.empty()];
    expect(await Promise.all(calls.map(kindOf))).toEqual(['transient', 'transient', 'transient']);
    await queues.close();
  });

  test('that has no memory left fails the work for now only', async () => {
    await admin.config('SET', 'maxmemory', '1');
    expect(await kindOf(queues.producer.enqueue(link, 1))).toBe('transient');
    await admin.config('SET', 'maxmemory', '0');
    expect(await kindOf(queues.producer.enqueue(link, 1))).toBe('done');
  });

  test('that changes its password is told of, without the old one', async () => {
    await queues.close();
    await admin.config('SET', 'requirepass', 'hunter2');
    const url = redis.url.replace('//', '//:hunter2@');
    const onError = (error: Error) => void errors.push(error);
    queues = await openQueues({ url, poolSize: 0, onError });
    await admin.config('SET', 'requirepass', 'other');
    await cut();
    const thrown = await queues.counts().catch((error: unknown) => error);
    await reaches(() => errors.some(({ message }) => message.startsWith('WRONGPASS')), true);
    expect(inspect([thrown, ...errors], { depth: 9 })).not.toContain('hunter2');
  });
});
