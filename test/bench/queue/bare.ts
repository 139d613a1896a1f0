import type { Payload } from '@firefly/contracts/queues';
import { redisAddress } from '@firefly/queue/backends/redis-address';
import { jobSettings, workerSettings } from '@firefly/queue/backends/settings';
import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq';
import { Pool } from 'pg';
import { CONCURRENCY, type OpenStation, type Station } from './station.ts';

/** BullMQ as its manual shows it, with the settings of our jobs and workers: one queue, one worker. */

const onPostgres = withBackend(createPostgresBackend);
type BareQueue = Pick<Queue, 'addBulk' | 'obliterate' | 'close'>;
interface BareWorker extends Pick<Worker, 'waitUntilReady' | 'close'> {
  on(event: 'completed', listener: () => void): unknown;
}
type Work = () => Promise<{ done: true }>;

const jobOf = (data: Payload<'explore'>) => ({
  name: 'explore',
  data,
  opts: {
    jobId: `${data.runId}.${data.wave}.${data.index}.r1`,
    attempts: 3,
    backoff: { type: 'exponential', delay: 200 },
  },
});

function station(
  queue: BareQueue,
  work: (processor: Work) => BareWorker,
  disconnect: () => Promise<void>,
): Station {
  let worker: BareWorker | undefined;
  return {
    async add(jobs) {
      await queue.addBulk(jobs.map(jobOf));
    },
    async start(done) {
      worker = work(async () => ({ done: true }));
      worker.on('completed', done);
      await worker.waitUntilReady();
    },
    empty: () => queue.obliterate({ force: true }),
    async close() {
      await worker?.close();
      await queue.close();
      await disconnect();
    },
  };
}

const nameOf = (): string => `bare-${Date.now()}`;

export const openBarePostgres: OpenStation = async ({ url, poolSize }) => {
  const options = '-c search_path=bullmq';
  const pool = new Pool({ connectionString: url, max: poolSize, options, keepAlive: true });
  pool.setMaxListeners(0);
  const client = await pool.connect();
  await runMigrations(client, 'bullmq').finally(() => client.release());
  const connection = pool as PostgresConnectionOptions;
  const name = nameOf();
  return station(
    new onPostgres.Queue(name, { connection, defaultJobOptions: jobSettings }),
    (processor) =>
      new onPostgres.Worker(name, processor, {
        connection,
        concurrency: CONCURRENCY,
        ...workerSettings,
      }),
    () => pool.end(),
  );
};

export const openBareRedis: OpenStation = async ({ url }) => {
  const connection = { ...redisAddress(url), maxRetriesPerRequest: null };
  const name = nameOf();
  return station(
    new Queue(name, { connection, defaultJobOptions: jobSettings }),
    (processor) =>
      new Worker(name, processor, { connection, concurrency: CONCURRENCY, ...workerSettings }),
    async () => {},
  );
};
