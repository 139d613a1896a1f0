import type { Payload, QueueKey, Result } from '@firefly/contracts/queues';

/** What a handler knows of the job besides its payload. */
export interface JobContext {
  readonly jobId: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly revision: number;
  /**
   * Aborted when the worker's time to stop is over, or when the job was taken over by another
   * worker. What a handler throws after that is no failure: the job is given back.
   */
  readonly signal: AbortSignal;
}

/** One step of the pipeline. May run again after a crash, so its effects must be safe to repeat. */
export type Handler<K extends QueueKey> = (
  payload: Payload<K>,
  context: JobContext,
) => Promise<Result<K>>;

/** A handler for every queue: a missing one does not compile. */
export type Handlers = { readonly [K in QueueKey]: Handler<K> };
