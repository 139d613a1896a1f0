import type { Limiter } from '@firefly/domain/ports';
import type { Processor, Queue, Worker, WorkerListener } from 'bullmq';

/** The part of a BullMQ queue that is used here, whichever store is behind it. */
export interface JobQueue
  extends Pick<
    Queue<unknown, unknown>,
    | 'add'
    | 'addBulk'
    | 'clean'
    | 'getJobCounts'
    | 'getJobState'
    | 'getWaiting'
    | 'obliterate'
    | 'waitUntilReady'
    | 'close'
  > {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The part of a BullMQ worker that is used here. */
export interface JobWorker
  extends Pick<
    Worker<unknown, unknown>,
    'cancelJob' | 'cancelAllJobs' | 'waitUntilReady' | 'close'
  > {
  on<E extends keyof WorkerListener>(
    event: E,
    listener: WorkerListener<unknown, unknown>[E],
  ): unknown;
}

/** A queue as BullMQ has it, for what shows queues to people and knows BullMQ itself. */
export type ShownQueue = Queue;

export type JobProcessor = Processor<unknown, unknown>;

/** A store that holds the queues: what differs between Postgres and Redis, and nothing else. */
export interface QueueBackend {
  /** The limits of servers, where the store keeps them too; null: they stay in the database. */
  readonly limiter: Limiter | null;
  queue(name: string): JobQueue;
  /** Throws if the connections do not suffice for so many workers; call it before the first one. */
  checkRoomFor(workers: number): void;
  /** A worker that begins to take jobs at once. */
  worker(name: string, processor: JobProcessor, concurrency: number): JobWorker;
  /** Closes the shared connections; queues and workers are closed by then. */
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly url: string;
  /** Connections of the pool that all queues share; see `poolSizeFor`. */
  readonly poolSize: number;
  /** Keeps the queues of several installations apart inside one store. */
  readonly prefix?: string;
  /** Told of what no call can report: a dropped idle connection, a lost lock. */
  readonly onError: (error: Error) => void;
}

export type OpenBackend = (options: BackendOptions) => Promise<QueueBackend>;
