import type { Attempt } from '@firefly/queue/process-job';
import type { Log } from '@firefly/telemetry/log';

const levels = {
  done: 'debug',
  postpone: 'debug',
  'give-back': 'debug',
  retry: 'warn',
  final: 'error',
} as const satisfies Record<Attempt['outcome'], string>;

/** One line a job: what it was about and what came of it, in the trace of its run. */
export const logAttempts =
  (log: Log) =>
  ({ queue, jobId, runId, outcome, failure, ms }: Attempt): void =>
    log[levels[outcome]](
      { queue, job: jobId, run_id: runId, outcome, ms },
      failure === undefined ? 'job' : `job: ${failure.message}`,
    );
