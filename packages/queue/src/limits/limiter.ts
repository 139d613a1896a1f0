import { randomUUID } from 'node:crypto';
import { storeError } from '@firefly/contracts/store-error';
import { NO_LEASE_RETRY_MS, spacingsOf } from '@firefly/domain/limits/spacing';
import { makeStoreClock } from '@firefly/domain/limits/store-clock';
import type { Limiter } from '@firefly/domain/ports';
import type { Redis } from 'ioredis';
import { ACQUIRE, SLOW_DOWN } from './scripts.ts';

type Decision = [granted: 0 | 1, resting: 0 | 1, rest: string, now: string, us: string];

/** A client with the scripts as commands: ioredis sends them by their hash. */
interface Commands {
  acquireSlot(...keysAndArguments: (string | number)[]): Promise<Decision>;
  slowDown(key: string, restMs: number): Promise<number>;
}

const held = <T>(call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    throw storeError(error, 'the limits');
  });

/**
 * The limiter on Redis, for all processes that share it. Time is that of Redis. `namespace` is what its
 * keys begin with. Rejects with a `transient` FailureError where Redis cannot be reached.
 */
export function makeRedisLimiter(redis: Redis, namespace: string): Limiter {
  redis.defineCommand('acquireSlot', { numberOfKeys: 2, lua: ACQUIRE });
  redis.defineCommand('slowDown', { numberOfKeys: 1, lua: SLOW_DOWN });
  const commands = redis as unknown as Commands;
  const agoOf = makeStoreClock();
  const keyOf = (key: string): string => `${namespace}:limit:${key}`;
  return {
    async acquire({ key, limit: { perSecond, concurrency }, requests, holdMs, patienceMs }) {
      const holder = randomUUID();
      const { usual, base } = spacingsOf(perSecond);
      const [server, leases] = [keyOf(key), `${keyOf(key)}:leases`];
      const lease = [holder, concurrency ?? '', holdMs, patienceMs];
      const sent = performance.now();
      const [granted, resting, rest, now, us] = await held(
        commands.acquireSlot(server, leases, usual, ...lease, base, requests),
      );
      const answered = performance.now();
      const ago = agoOf({ sent, answered, decided: Number(now) / 1_000 });
      const ms = Number(us) / 1_000;
      if (granted === 0) {
        const retryInMs = ms > patienceMs ? ms : NO_LEASE_RETRY_MS;
        return { granted: false, resting: resting === 1, retryInMs };
      }
      return {
        granted: true,
        inMs: Math.max(0, ms - ago),
        lateMs: Math.max(0, ago - ms),
        holds: async () => ((await held(redis.hget(server, 'rested'))) ?? '0') === rest,
        async release() {
          if (concurrency !== undefined) await redis.zrem(leases, holder).catch(() => {});
        },
      };
    },
    async slowDown(key, restMs) {
      await held(commands.slowDown(keyOf(key), restMs));
    },
  };
}
