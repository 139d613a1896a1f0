import type { Job } from 'bullmq';
import { expect, test, vi } from 'vitest';
import { makeProcessor, type OnFinalFailure } from './process-job.ts';

/** Only what no store brings about on demand; the rest is in the contract suite. */
function setUp(own: Partial<Job> = {}) {
  const job = {
    id: 'run.r3',
    data: { runId: 'run' },
    opts: { attempts: 3 },
    attemptsMade: 0,
    stalledCounter: 0,
    moveToWait: vi.fn(async () => 0),
    ...own,
  };
  const stop = new AbortController();
  const onFinalFailure = vi.fn<OnFinalFailure>();
  const handler = vi.fn(async () => ({ done: true }) as const);
  const dependencies = { stop: stop.signal, onFinalFailure, onError: expect.unreachable as never };
  const process = makeProcessor('link', handler, dependencies);
  const run = (takenOver?: AbortSignal) => process(job as unknown as Job, 'token', takenOver);
  return { job, stop, handler, onFinalFailure, run };
}

test('BullMQ sees that the processor wants the signal', () => {
  const { stop, handler, onFinalFailure } = setUp();
  const dependencies = { stop: stop.signal, onFinalFailure, onError: () => {} };
  expect(makeProcessor('link', handler, dependencies)).toHaveLength(3);
});

test('a job that took its worker down too often fails for good, without being run', async () => {
  const tolerated = setUp({ stalledCounter: 5 });
  await expect(tolerated.run()).resolves.toEqual({ done: true });
  const { handler, onFinalFailure, run } = setUp({ stalledCounter: 6 });
  await expect(run()).rejects.toMatchObject({ name: 'UnrecoverableError' });
  expect(handler).not.toHaveBeenCalled();
  expect(onFinalFailure).toHaveBeenCalledExactlyOnceWith(
    'link',
    { runId: 'run' },
    { kind: 'permanent', message: expect.stringContaining('died 6 times') },
  );
});

test('a job fetched while the worker stops is given back, without being run', async () => {
  const { job, stop, handler, run } = setUp();
  stop.abort();
  await expect(run()).rejects.toMatchObject({ name: 'WaitingError' });
  expect(job.moveToWait).toHaveBeenCalledExactlyOnceWith('token');
  expect(handler).not.toHaveBeenCalled();
});

test('a job taken over by another worker is left to it, whatever its handler throws then', async () => {
  const takenOver = new AbortController();
  const { job, handler, onFinalFailure, run } = setUp({ attemptsMade: 2 });
  handler.mockImplementation(async () => {
    takenOver.abort();
    throw new Error('interrupted');
  });
  await expect(run(takenOver.signal)).rejects.toMatchObject({ name: 'WaitingError' });
  expect(job.moveToWait).toHaveBeenCalledOnce();
  expect(onFinalFailure).not.toHaveBeenCalled();
});
