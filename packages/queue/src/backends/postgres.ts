import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  runMigrations,
  withBackend,
} from 'bullmq';
import { Pool } from 'pg';
import type { BackendOptions, QueueBackend } from './backend.ts';
import { queueName } from './queue-name.ts';
import { jobSettings, workerSettings } from './settings.ts';

const bull = withBackend(createPostgresBackend);

/** The schema of BullMQ's tables; it is fixed for a pool that we hand over. */
const SCHEMA = 'bullmq';

/** New jobs are announced, so a look for them only covers an announcement that got lost. */
const DRAIN_SECONDS = 30;

/** BullMQ on Postgres: one pool for all queues, of which each worker holds one connection to LISTEN. */
export async function openPostgres(options: BackendOptions): Promise<QueueBackend> {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize,
    options: `-c search_path=${SCHEMA}`,
    keepAlive: true,
  });
  // Each queue and worker adds a listener of its own to the pool they share.
  pool.setMaxListeners(0);
  pool.on('error', options.onError);
  try {
    await prepare(pool);
  } catch (error) {
    await pool.end();
    throw unreachable(options.url, error);
  }

  // BullMQ describes the pool by a looser type of its own, which the real one does not satisfy in words.
  const connection = pool as PostgresConnectionOptions;
  return {
    limiter: null,
    queue: (name) =>
      new bull.Queue<unknown, unknown>(queueName(options.prefix, name), {
        connection,
        defaultJobOptions: jobSettings,
      }),
    checkRoomFor(workers) {
      if (workers + 2 > options.poolSize) throw tooSmall(workers, options.poolSize);
    },
    worker: (name, processor, concurrency) =>
      new bull.Worker<unknown, unknown>(queueName(options.prefix, name), processor, {
        connection,
        concurrency,
        ...workerSettings,
        drainDelay: DRAIN_SECONDS,
      }),
    close: () => pool.end(),
  };
}

async function prepare(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}

function unreachable(url: string, cause: unknown): Error {
  const { host, pathname } = new URL(url);
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new Error(
    `The queues cannot be opened in the database ${pathname.slice(1)} at ${host}: ${reason}. ` +
      'Start the database or correct the address.',
    { cause },
  );
}

const tooSmall = (workers: number, size: number): Error =>
  new Error(
    `A pool of ${size} connections is too small for ${workers} workers: each holds one to listen, ` +
      'and without others nothing moves. Give the size that poolSizeFor computes.',
  );
