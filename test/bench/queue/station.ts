import type { Payload } from '@firefly/contracts/queues';

/** One side of the bench: a queue of its own in a store, and a worker for it. */
export interface Station {
  /** Puts jobs in, in one statement. */
  add(jobs: readonly Payload<'explore'>[]): Promise<void>;
  /** Starts the worker, with a handler that does nothing; `done` is told of each job that is done. */
  start(done: () => void): Promise<void>;
  /** Removes all jobs. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Where both sides keep their queues. */
export interface Place {
  readonly url: string;
  readonly poolSize: number;
}

export type OpenStation = (place: Place) => Promise<Station>;

/** Jobs at a time, on both sides. */
export const CONCURRENCY = 8;
