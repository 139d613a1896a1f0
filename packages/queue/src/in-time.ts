import { FailureError } from '@firefly/contracts/failure';
import type { Producer } from './producer.ts';

/**
 * What a call of the queues comes to, if it comes soon: a store that hangs must not hang whoever can do
 * without it. Rejects with a `transient` FailureError when the time is over; the call may still be done.
 */
export async function inTime<T>(call: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = 'the queues did not answer in time';
    timer = setTimeout(() => reject(new FailureError({ kind: 'transient', message })), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A producer that waits for its store no longer than this. */
export const hasty = (producer: Producer, ms: number): Producer => ({
  enqueue: (job, revision) => inTime(producer.enqueue(job, revision), ms),
  enqueueAll: (jobs, revision) => inTime(producer.enqueueAll(jobs, revision), ms),
});
