import { startRedis, type TestRedis } from '@firefly/testing/redis';
import { Redis } from 'ioredis';
import { expect } from 'vitest';

/** A primary with a replica, and a Sentinel that makes the replica the primary if that dies. */
export interface Watched {
  /** Of the Sentinel, with the name of the primary. */
  readonly url: string;
  readonly sentinel: TestRedis;
  readonly primary: TestRedis;
  readonly replica: TestRedis;
  close(): Promise<void>;
}

const PASSWORD = 'hunter2';
export const NAME = 'mymaster';

/** Starts them; resolves when the Sentinel knows the replica. */
export async function startWatched(settings: Record<string, string> = {}): Promise<Watched> {
  const entry = { requirepass: PASSWORD, masterauth: PASSWORD, ...settings };
  const primary = await startRedis({ settings: entry });
  const replicaof = `127.0.0.1 ${primary.port}`;
  const replica = await startRedis({ settings: { ...entry, replicaof } });
  const sentinel = await startRedis({
    sentinel: [
      `sentinel monitor ${NAME} 127.0.0.1 ${primary.port} 1`,
      `sentinel auth-pass ${NAME} ${PASSWORD}`,
      `sentinel down-after-milliseconds ${NAME} 500`,
      `sentinel failover-timeout ${NAME} 5000`,
    ],
  });
  const admin = new Redis(sentinel.url);
  const info = async () => String(await admin.call('SENTINEL', 'replicas', NAME));
  await expect.poll(info, { timeout: 30_000 }).toMatch(/master-link-status,ok/);
  admin.disconnect();
  return {
    url: `redis+sentinel://:${PASSWORD}@127.0.0.1:${sentinel.port}/${NAME}/1`,
    ...{ sentinel, primary, replica },
    async close() {
      for (const each of [sentinel, replica, primary]) await each.close();
    },
  };
}
