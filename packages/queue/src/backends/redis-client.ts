import { Redis } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';

/**
 * How long a Redis may take to accept a connection, to answer on it (a blocked read is answered
 * within ten seconds), and to end it, before the connection is given up.
 */
export const PATIENCE = {
  connectTimeout: 5_000,
  socketTimeout: 15_000,
  disconnectTimeout: 1_000,
} as const;

/** While Redis is away it is asked for this often: 20 times are the ten seconds of a producer. */
const MOST_RETRY_MS = 500;

/** How long a command may wait for a Sentinel that knows a primary, and for its answer. */
const COMMAND_MS = 15_000;

/** For how long an end waits for a sign of life: longer than the pause before a connection is tried again. */
const GOODBYE_MS = 3_000;

/** A connection to Redis that is made again whenever it is lost. */
export interface RedisClient {
  readonly redis: Redis;
  /**
   * Ends this connection, and before it what `others` do with copies of it. From now on none of
   * them is made again once it is lost, so that an end does not wait for a Redis that is away.
   * `others` is told whether Redis has frozen: it is connected, and gives no sign of life.
   */
  close(others?: (frozen: boolean) => Promise<void>): Promise<void>;
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
  const again = (times: number) => (leaving ? null : Math.min(times * 50, MOST_RETRY_MS));
  // While no Sentinel answers there is no try of a connection that could be counted.
  const late = maxRetriesPerRequest === null ? {} : { commandTimeout: COMMAND_MS };
  const redis = new Redis({
    ...address,
    ...PATIENCE,
    maxRetriesPerRequest,
    retryStrategy: again,
    ...('sentinels' in address ? { sentinelRetryStrategy: again, ...late } : {}),
  });
  redis.on('error', withoutCommand);
  return {
    redis,
    async close(others) {
      leaving = true;
      await decided(redis);
      const frozen = await isLate(redis.ping().catch(() => {}));
      // What still waits for an answer fails then.
      if (frozen) redis.disconnect();
      await others?.(frozen);
      redis.disconnect();
      if (redis.status !== 'end') await new Promise((resolve) => redis.once('end', resolve));
    },
  };
}

/**
 * Resolves when a client is connected, or will not be any more. Connections are refused soon; one
 * that is neither made nor refused is given up.
 */
export async function decided(client: {
  readonly status: string;
  once(event: 'ready' | 'end', listener: () => void): unknown;
  disconnect(): void;
}): Promise<void> {
  if (client.status === 'ready' || client.status === 'end') return;
  const known = new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('end', resolve);
  });
  if (await isLate(known)) client.disconnect();
  await known;
}

/** Whether there is no sign within the time for one. */
export async function isLate(sign: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), GOODBYE_MS);
  });
  return Promise.race([sign.then(() => false), late]).finally(() => clearTimeout(timer));
}

/** An error of ioredis holds the command that failed: the password, if that was the greeting. */
export function withoutCommand(error: Error): void {
  delete (error as { command?: unknown }).command;
}
