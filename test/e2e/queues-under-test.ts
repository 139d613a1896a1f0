import { openEmbedded } from '@firefly/db/embedded/embedded';
import { openQueues } from '@firefly/queue/connection';
import { startRedis } from '@firefly/testing/redis';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Place } from './place.ts';
import { runningRun } from './running-run.ts';

/** Where the runs of a test have their queues. */
export interface QueuesUnderTest {
  /** What tells the command line so. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes all jobs away from the run that is going on; throws if there are none. */
  lose(place: Place): Promise<void>;
  /** What is in the queues of all runs: nothing once they have ended. */
  left(place: Place): Promise<number>;
  close(): Promise<void>;
}

async function onPostgres<T>(place: Place, use: (url: string) => Promise<T>): Promise<T> {
  const postgres = await openEmbedded({ dataDir: place.dataDir });
  try {
    return await use(postgres.url);
  } finally {
    await postgres.close();
  }
}

/** The queues in the Postgres of the place, as they are if nobody says otherwise. */
export const postgresQueues = async (): Promise<QueuesUnderTest> => ({
  environment: {},
  lose: (place) =>
    onPostgres(place, async (url) => {
      const prefix = await runningRun(url);
      const queues = await openQueues({ url, poolSize: 4, prefix, onError: () => {} });
      const counts = Object.values(await queues.counts()).flatMap((each) => Object.values(each));
      if (counts.every((count) => count === 0)) throw new Error('the run has no jobs');
      await queues.empty();
      await queues.close();
    }),
  left: (place) =>
    onPostgres(place, async (connectionString) => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      const { rows } = await client.query<{ n: number }>(
        'SELECT ((SELECT count(*) FROM bullmq.job) + (SELECT count(*) FROM bullmq.meta))::int AS n',
      );
      await client.end();
      return rows[0]?.n ?? 0;
    }),
  close: async () => {},
});

/** The queues in a Redis of the test's own, which can go away. */
export interface RedisUnderTest extends QueuesUnderTest {
  goAway(): Promise<void>;
  /** It comes back empty. */
  comeBack(): Promise<void>;
}

export async function redisQueues(): Promise<RedisUnderTest> {
  let redis = await startRedis();
  const asked = async <T>(use: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(redis.url);
    try {
      return await use(client);
    } finally {
      client.disconnect();
    }
  };
  return {
    environment: { QUEUE_URL: redis.url },
    lose: () =>
      asked(async (client) => {
        if ((await client.dbsize()) === 0) throw new Error('the run has no jobs');
        await client.flushall();
      }),
    left: () => asked((client) => client.dbsize()),
    goAway: () => redis.close(),
    async comeBack() {
      redis = await startRedis({ port: redis.port });
    },
    close: () => redis.close(),
  };
}
