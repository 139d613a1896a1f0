import type { Payload, QueueKey } from '@firefly/contracts/queues';
import type { JobWorker, QueueBackend } from './backends/backend.ts';
import type { Handler, Handlers } from './handler.ts';
import { type Concurrency, queueKeys } from './pool-size.ts';
import {
  makeProcessor,
  type OnFinalFailure,
  type ProcessorDependencies,
  payloadOf,
} from './process-job.ts';

export interface WorkersOptions extends Pick<ProcessorDependencies, 'onAttempt'> {
  readonly concurrency: Concurrency;
  readonly onFinalFailure: OnFinalFailure;
  /** Told after a job is done and the queue knows it; `ms` from the start of its last attempt. */
  readonly onDone?: (key: QueueKey, payload: Payload<QueueKey>, ms: number) => void;
}

/** The running workers of a process, one for each queue. */
export interface Workers {
  /**
   * Takes no more jobs and waits for those that run; after `deadlineMs` aborts their signals and
   * gives them back, no attempt spent. May be called again with a shorter deadline.
   */
  close(deadlineMs: number): Promise<void>;
}

/** Starts a worker for each queue that has a concurrency; resolves when all of them listen. */
export async function startWorkers(
  backend: QueueBackend,
  handlers: Handlers,
  options: WorkersOptions & Pick<ProcessorDependencies, 'onError'>,
): Promise<Workers> {
  const stop = new AbortController();
  const dependencies = { ...options, stop: stop.signal };
  const workers: JobWorker[] = [];

  const start = <K extends QueueKey>(key: K, handler: Handler<K>): void => {
    const processor = makeProcessor(key, handler, dependencies);
    const worker = backend.worker(key, processor, options.concurrency[key]);
    workers.push(worker);
    worker.on('error', options.onError);
    // The queue has given these jobs to another worker: two must not go on with one job.
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) worker.cancelJob(id, 'the job was taken over by another worker');
    });
    const { onDone } = options;
    if (onDone === undefined) return;
    worker.on('completed', (job) => {
      const payload = payloadOf(key, job.data);
      if (payload !== null) onDone(key, payload, (job.finishedOn ?? 0) - (job.processedOn ?? 0));
    });
  };

  const abandon = (): void => {
    const reason = 'the worker is stopping';
    stop.abort(new Error(reason));
    // By the signals that BullMQ makes anyway: to join each with that of the worker costs as much as
    // all else that is done here for a job.
    for (const worker of workers) worker.cancelAllJobs(reason);
  };

  const close = async (deadlineMs: number): Promise<void> => {
    const timer = setTimeout(abandon, Math.max(deadlineMs, 0));
    await Promise.all(workers.map((worker) => worker.close())).finally(() => clearTimeout(timer));
  };

  const served = queueKeys.filter((key) => options.concurrency[key] > 0);
  backend.checkRoomFor(served.length);
  for (const key of served) start(key, handlers[key] as Handler<QueueKey>);
  // All of them, as BullMQ forgets to release the connection of a worker closed before it is ready.
  const ready = await Promise.allSettled(workers.map((worker) => worker.waitUntilReady()));
  const failed = ready.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await close(0);
    throw failed.reason;
  }
  return { close };
}
