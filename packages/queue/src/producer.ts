import { type NewJob, type QueueKey, queues } from '@firefly/contracts/queues';
import { storeError } from '@firefly/contracts/store-error';
import { carried } from '@firefly/telemetry/job-span';
import type { JobQueue } from './backends/backend.ts';
import { jobId } from './job-id.ts';
import { jobName } from './job-name.ts';
import { parsePayload } from './parse.ts';

/** Puts jobs into the queues. A lost connection rejects with a `transient` FailureError. */
export interface Producer {
  /** Queues a job; does nothing if this revision of it is already there. */
  enqueue(job: NewJob, revision: number): Promise<void>;
  /** Queues many: none if one payload is wrong, else all of a queue in one statement. */
  enqueueAll(jobs: readonly NewJob[], revision: number): Promise<void>;
}

/** What a call of the store comes to; a lost connection rejects with a `transient` FailureError. */
export const held = <T>(call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    throw storeError(error, 'the queues');
  });

export function makeProducer(open: Readonly<Record<QueueKey, JobQueue>>): Producer {
  return {
    async enqueue(job, revision) {
      const { name, data, opts } = entry(job, revision);
      await held(open[job.queue].add(name, data, opts));
    },
    async enqueueAll(jobs, revision) {
      const entries = jobs.map((job) => ({
        queue: job.queue,
        entry: entry(job, revision),
      }));
      for (const [key, group] of Map.groupBy(entries, ({ queue }) => queue))
        await held(open[key].addBulk(group.map(({ entry }) => entry)));
    },
  };
}

function entry({ queue: key, payload, about }: NewJob, revision: number) {
  if (!Number.isSafeInteger(revision) || revision < 0)
    throw new RangeError(`A revision is a whole number from 0 on, not ${revision}.`);
  const data = parsePayload(key, payload);
  const { attempts, backoffMs } = queues[key].retry;
  const backoff = { type: 'exponential', delay: backoffMs } as const;
  const cause = carried();
  const telemetry = cause === undefined ? {} : { telemetry: { metadata: cause } };
  const opts = { jobId: jobId(key, data, revision), attempts, backoff, ...telemetry };
  return { name: jobName(data, about), data, opts };
}
