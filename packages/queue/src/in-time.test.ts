import { failureOf } from '@firefly/contracts/failure';
import { expect, test } from 'vitest';
import { hasty, inTime } from './in-time.ts';

test('what comes in time is passed on, and what fails, too', async () => {
  expect(await inTime(Promise.resolve(7), 1_000)).toBe(7);
  await expect(inTime(Promise.reject(new Error('full')), 1_000)).rejects.toThrow('full');
});

test('a store that hangs holds nobody up', async () => {
  const never = () => new Promise<never>(() => {});
  const { enqueue } = hasty({ enqueue: never, enqueueAll: never }, 5);
  const job = { queue: 'plan', payload: { runId: 'r', turn: 't' } } as const;
  const error = await enqueue(job, 0).catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toEqual({
    kind: 'transient',
    message: 'the queues did not answer in time',
  });
});
