import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import { canStartRedis } from '@firefly/testing/redis';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { everyQueue, handlersWith } from './queue-handlers.ts';
import { reaches } from './queue-kit.ts';
import { startWatched, type Watched } from './sentinel.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const job = (revision: number) =>
  [{ queue: 'link', payload: { runId: 'run' } } as const, revision] as const;
const settings = { concurrency: everyQueue(1), onFinalFailure: () => expect.unreachable() };

describe.skipIf(!canStartRedis)('Sentinels', () => {
  let watched: Watched;
  let queues: QueueConnection | undefined;
  afterEach(async () => {
    await queues?.close();
    queues = undefined;
    await watched?.close();
  });
  const open = (url = watched.url) => openQueues({ url, poolSize: 0, onError: () => {} });
  const refusal = (url?: string): Promise<string> =>
    open(url).then(
      () => 'taken',
      (error: Error) => error.message,
    );

  test('lead to the primary, and after its death to the replica: queues and limits go on', async () => {
    watched = await startWatched();
    queues = await open();
    const done: number[] = [];
    await queues.startWorkers(
      handlersWith({
        link: async (_, { revision }) => {
          done.push(revision);
          return { done: true };
        },
      }),
      settings,
    );
    await queues.producer.enqueue(...job(1));
    await reaches(() => done, [1]);
    await watched.primary.close();
    const failed: unknown[] = [];
    // What finds no primary fails for now; the pipeline would ask again, too.
    const enqueued = async () => {
      try {
        await queues?.producer.enqueue(...job(2));
        return true;
      } catch (error) {
        failed.push(error);
        return false;
      }
    };
    await expect.poll(enqueued, { timeout: 60_000 }).toBe(true);
    for (const error of failed) expect(error).toMatchObject({ failure: { kind: 'transient' } });
    await reaches(() => done.includes(2), true);
    const wish = { key: 'k', requests: 1, holdMs: 1, patienceMs: 1 };
    const slot = await queues.limiter?.acquire({ ...wish, limit: { perSecond: 1 } });
    expect(slot).toMatchObject({ granted: true });
    const replica = new Redis(watched.replica.url, { password: 'hunter2', db: 1 });
    expect(await replica.keys('firefly:limit:*')).toEqual(['firefly:limit:k']);
    replica.disconnect();
  });

  test('that are all away hold up no end', async () => {
    watched = await startWatched();
    queues = await open();
    await queues.startWorkers(handlersWith({}), settings);
    await watched.sentinel.close();
    await watched.primary.close();
    await expect(queues.counts()).rejects.toMatchObject({ failure: { kind: 'transient' } });
    await queues.close();
  });

  test('of a primary that may throw jobs away are refused, with the reason', async () => {
    watched = await startWatched({ 'maxmemory-policy': 'allkeys-lru' });
    expect(await refusal()).toMatch(
      /^The Redis at 127\.0\.0\.1:\d+ \(Sentinels of "mymaster"\) cannot keep queues: .* allkeys-lru.*noeviction/,
    );
  });

  test('that are not there, or know no such primary, are told without the password', async () => {
    watched = await startWatched();
    const { url, sentinel } = watched;
    expect(await refusal(url.replace('mymaster', 'other'))).toMatch(
      /^The Sentinels at .* know no primary of that name: correct it in QUEUE_URL\.$/,
    );
    const wrong = await refusal(url.replace('hunter2', 'wrong-one'));
    expect(wrong).toMatch(/does not take the user name or password/);
    expect(wrong).not.toContain('wrong-one');
    await sentinel.close();
    const away = await refusal();
    expect(away).toMatch(/^No Sentinel answers at 127[^:]*:\d+ .*QUEUE_URL\.$/);
    expect(away).not.toContain('hunter2');
  });
});
