import type { DefaultJobOptions, WorkerOptions } from 'bullmq';

/**
 * A job of a killed worker is found when its lock has run out and a check has seen it twice:
 * 8 s + 4 s at most, and a first check if it was killed in its first 4 s. Locks are renewed every
 * 4 s, so an event loop may stand still for about that long before its job is taken over.
 * An idle queue costs one small statement in 4 s, and a few more whenever a wait for jobs is over.
 */
export const workerSettings = {
  lockDuration: 8_000,
  stalledInterval: 4_000,
  // Before a store that was away is asked again. An end waits for it too.
  runRetryDelay: 1_000,
  // How often a job may take its worker down is decided in `process-job.ts`, where the final
  // failure is reported; BullMQ's own limit would fail the job without telling anyone.
  maxStalledCount: 1_000_000,
} as const satisfies Partial<WorkerOptions>;

/**
 * Jobs are kept when they are done: the same work is not queued twice, and failures can be looked at. The
 * queues of a command are emptied when its run has ended; in the service, whose runs share their queues,
 * the keeper forgets jobs an hour after they were done. To trim the completed ones as each job completes
 * halves what gets done on Postgres, where the jobs that trim together then wait for each other's
 * rows, to deadlocks.
 */
export const jobSettings = {
  removeOnComplete: false,
  removeOnFail: false,
  stackTraceLimit: 5,
} as const satisfies DefaultJobOptions;
