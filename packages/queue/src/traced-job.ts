import type { QueueKey } from '@firefly/contracts/queues';
import type { TracedJob } from '@firefly/telemetry/job-span';
import type { Job } from 'bullmq';

/** The ids of a payload, if it is one: a job that does not parse has a span, too. */
interface Ids {
  readonly runId?: unknown;
  readonly server?: unknown;
  readonly wave?: unknown;
  readonly index?: unknown;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** What the span of a job shows: which it is, and nothing of what it works on. */
export function tracedJob(
  key: QueueKey,
  { id, data, opts, attemptsMade }: Job<unknown, unknown>,
): TracedJob {
  const { runId, server, wave, index } = (data ?? {}) as Ids;
  return {
    queue: key,
    runId: text(runId),
    cause: opts.telemetry?.metadata,
    attributes: {
      'firefly.queue': key,
      'firefly.job.id': id,
      'firefly.job.attempt': attemptsMade + 1,
      'firefly.run.id': text(runId),
      'firefly.server': text(server),
      'firefly.wave': number(wave),
      'firefly.index': number(index),
    },
  };
}
