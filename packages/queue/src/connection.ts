import type { NewJob, QueueKey } from '@firefly/contracts/queues';
import type { Limiter } from '@firefly/domain/ports';
import { observeQueues } from '@firefly/telemetry/queue-depth';
import type { JobQueue, ShownQueue } from './backends/backend.ts';
import { openBackend } from './backends/open.ts';
import { depthsOf } from './depths.ts';
import type { Handlers } from './handler.ts';
import { inTime } from './in-time.ts';
import { jobId } from './job-id.ts';
import { queueKeys } from './pool-size.ts';
import { held, makeProducer, type Producer } from './producer.ts';
import { toldOnce } from './told-once.ts';
import { startWorkers, type Workers, type WorkersOptions } from './workers.ts';

/** Jobs of one queue, by state. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly completed: number;
}

export interface QueuesOptions {
  /** `postgres://…`: in the schema `bullmq` of that database. `redis://…`, `rediss://…`: below `firefly:`. */
  readonly url: string;
  /** Connections of the pool on Postgres; `poolSizeFor` computes it for a process with workers. */
  readonly poolSize: number;
  /** Keeps the queues of several installations apart inside one store. */
  readonly prefix?: string;
  /** Told of what no call can report, such as a dropped connection. By default a process warning. */
  readonly onError?: (error: Error) => void;
}

/**
 * The queues of the table in one store. They only deliver: what is lost here, `plan` queues again.
 * A lost connection rejects with a `transient` FailureError.
 */
export interface QueueConnection {
  readonly producer: Producer;
  /** The limits of servers for all who share this store; null where they are the database's. */
  readonly limiter: Limiter | null;
  /** The queues themselves, for a page that shows them to people; they close with the connection. */
  readonly shown: Readonly<Record<QueueKey, ShownQueue>>;
  startWorkers(handlers: Handlers, options: WorkersOptions): Promise<Workers>;
  /** Resolves when the store of the queues answers. */
  ping(): Promise<void>;
  counts(): Promise<Record<QueueKey, QueueCounts>>;
  /** Whether one of these jobs waits or runs. */
  hasAny(jobs: readonly NewJob[], revision: number): Promise<boolean>;
  /** Forgets jobs that were done, or failed for good, longer ago than this. */
  forgetOlderThan(ms: number): Promise<void>;
  /** Removes every job of every queue, running ones too: as if the store had been lost. */
  empty(): Promise<void>;
  /** Closes the workers that still run, without waiting for their jobs, then all connections. */
  close(): Promise<void>;
}

/** A look at the depths is for whoever watches: it waits for no store that hangs. */
const LOOK_MS = 2_000;
/** Of a job that somebody will still do. */
const LIVE: ReadonlySet<string> = new Set([
  'waiting',
  'active',
  'delayed',
  'prioritized',
  'waiting-children',
]);
/** Jobs forgotten in one statement. */
const MOST_FORGOTTEN = 5_000;

/** Opens all queues. Rejects with a message for people if the store cannot be reached. */
export async function openQueues(options: QueuesOptions): Promise<QueueConnection> {
  const tell = toldOnce(options.onError ?? ((error) => process.emitWarning(error)));
  let closing: Promise<void> | undefined;
  // While we close, a server that stops may end a connection before it has read our goodbye.
  const onError = (error: Error): void => (closing === undefined ? tell(error) : undefined);
  const backend = await openBackend({ ...options, onError });
  const open = Object.fromEntries(queueKeys.map((key) => [key, backend.queue(key)])) as Record<
    QueueKey,
    JobQueue
  >;
  const all = Object.values(open);
  for (const queue of all) queue.on('error', onError);
  const workers: Workers[] = [];
  const forget = observeQueues(() => inTime(depthsOf(open), LOOK_MS));
  const close = async (): Promise<void> => {
    forget();
    await Promise.all(workers.map((each) => each.close(0)));
    await Promise.all(all.map((queue) => queue.close()));
    await backend.close();
  };
  try {
    await Promise.all(all.map((queue) => queue.waitUntilReady()));
  } catch (error) {
    await close();
    throw error;
  }

  return {
    producer: makeProducer(open),
    limiter: backend.limiter,
    shown: open as Record<QueueKey, ShownQueue>,
    async startWorkers(handlers, workersOptions) {
      const started = await startWorkers(backend, handlers, { ...workersOptions, onError });
      workers.push(started);
      return started;
    },
    async ping() {
      await held(open.plan.getJobCounts('active'));
    },
    async counts() {
      const counted = queueKeys.map(async (key) => [key, await held(countsOf(open[key]))] as const);
      return Object.fromEntries(await Promise.all(counted)) as Record<QueueKey, QueueCounts>;
    },
    async hasAny(jobs, revision) {
      for (const { queue, payload } of jobs) {
        const state = await held(open[queue].getJobState(jobId(queue, payload, revision)));
        if (LIVE.has(state)) return true;
      }
      return false;
    },
    async forgetOlderThan(ms) {
      for (const queue of all)
        for (const state of ['completed', 'failed'] as const)
          await held(queue.clean(ms, MOST_FORGOTTEN, state));
    },
    async empty() {
      await held(Promise.all(all.map((queue) => queue.obliterate({ force: true }))));
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

async function countsOf(queue: JobQueue): Promise<QueueCounts> {
  const states = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const;
  const counted = await queue.getJobCounts(...states);
  return Object.fromEntries(
    states.map((state) => [state, counted[state] ?? 0]),
  ) as unknown as QueueCounts;
}
