import { Redis } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';

/** How long a Redis may take to accept a connection, and to answer on it, before both are given up. */
export const PATIENCE = { connectTimeout: 5_000, socketTimeout: 15_000 } as const;

/** While Redis is away it is asked for this often: 20 times are the ten seconds of a producer. */
const MOST_RETRY_MS = 500;

/** A connection to Redis that is made again whenever it is lost. */
export interface RedisClient {
  readonly redis: Redis;
  /**
   * Ends this connection, and before it what `others` do with copies of it. From now on none of
   * them is made again once it is lost, so that an end does not wait for a Redis that is away.
   */
  close(others?: () => Promise<void>): Promise<void>;
}

/**
 * Connects, or goes on trying to. Commands that wait for a connection fail after so many tries to
 * get one; with null they wait as long as it takes.
 */
export function connectRedis(
  address: RedisAddress,
  maxRetriesPerRequest: number | null,
): RedisClient {
  let leaving = false;
  const redis = new Redis({
    ...address,
    ...PATIENCE,
    maxRetriesPerRequest,
    retryStrategy: (times) => (leaving ? null : Math.min(times * 50, MOST_RETRY_MS)),
  });
  redis.on('error', withoutCommand);
  return {
    redis,
    async close(others) {
      leaving = true;
      await decided(redis);
      await others?.();
      redis.disconnect();
      if (redis.status !== 'end') await new Promise((resolve) => redis.once('end', resolve));
    },
  };
}

/** Resolves when a client is connected, or will not be any more. */
export async function decided(client: {
  readonly status: string;
  once(event: 'ready' | 'end', listener: () => void): unknown;
}): Promise<void> {
  if (client.status === 'ready' || client.status === 'end') return;
  await new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('end', resolve);
  });
}

/** An error of ioredis holds the command that failed: the password, if that was the greeting. */
export function withoutCommand(error: Error): void {
  delete (error as { command?: unknown }).command;
}
