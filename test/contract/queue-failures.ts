import { type Failure, FailureError } from '@firefly/contracts/failure';
import { openBackend } from '@firefly/queue/backends/open';
import { FREE_POSTPONEMENTS } from '@firefly/queue/verdict';
import { expect, test } from 'vitest';
import { everyQueue, handlersWith } from './queue-handlers.ts';
import { type QueueKit, reaches } from './queue-kit.ts';

const payload = { runId: 'run' };
const link = { queue: 'link', payload } as const;
const fail = (failure: Failure): never => {
  throw new FailureError(failure);
};

/** What becomes of a job whose handler throws. */
export function failureContract({ url, told, open, work }: QueueKit): void {
  test('a transient failure is tried again after the backoff, until no attempt is left', async () => {
    const starts: { attempt: number; at: number }[] = [];
    const queues = await open();
    await work(queues, {
      link: async (_, { attempt }) => {
        starts.push({ attempt, at: performance.now() });
        return fail({ kind: 'transient', message: `busy ${attempt}` });
      },
    });
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.failed, 1);
    expect(starts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const [first = 0, second = 0, third = 0] = starts.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(190);
    expect(third - second).toBeGreaterThan(390);
    expect(told.failed).toEqual([['link', payload, 'busy 3']]);
  });

  test('an attempt that succeeds makes up for those before it', async () => {
    const queues = await open();
    await work(queues, {
      link: async (_, { attempt }) =>
        attempt < 3 ? fail({ kind: 'transient', message: 'busy' }) : { done: true },
    });
    await queues.producer.enqueue(link, 1);
    await reaches(() => told.done, [['link', payload]]);
    expect(told.failed).toEqual([]);
  });

  test.each<Failure>([
    { kind: 'transient', message: 'limited', retryAfterMs: 50 },
    { kind: 'cancelled', message: 'not now' },
  ])('"$message" is tried again later and spends no attempt', async (failure) => {
    const attempts: number[] = [];
    const queues = await open();
    await work(queues, {
      link: async (_, { attempt }) => (attempts.push(attempt) < 5 ? fail(failure) : { done: true }),
    });
    await queues.producer.enqueue(link, 1);
    await reaches(() => told.done.length, 1);
    expect(attempts).toEqual([1, 1, 1, 1, 1]);
    expect(told.failed).toEqual([]);
  });

  test('a limit of ours puts a job off for nothing, however often; a server not for ever', async () => {
    let starts = 0;
    const [own, asked] = [FREE_POSTPONEMENTS + 5, FREE_POSTPONEMENTS];
    const queues = await open();
    await work(queues, {
      link: async () => {
        starts += 1;
        const later = { kind: 'transient', message: `start ${starts}`, retryAfterMs: 1 } as const;
        return fail(starts <= own ? { ...later, ownLimit: true } : later);
      },
    });
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.failed, 1);
    expect(told.failed).toEqual([['link', payload, `start ${own + asked + 3}`]]);
  });

  test('a permanent failure is not tried again, even if no store could hold its words', async () => {
    let starts = 0;
    const queues = await open();
    await work(queues, {
      link: async () => {
        starts += 1;
        throw new Error(`no such tool \u0000 \ud800 ${'x'.repeat(10_000)}`);
      },
    });
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.failed, 1);
    expect(starts).toBe(1);
    expect(told.failed.map(([key, data]) => [key, data])).toEqual([['link', payload]]);
    expect(told.errors).toEqual([]);
  });

  test('a payload that does not parse fails at once with the reason, and reaches no handler', async () => {
    const backend = await openBackend({
      url: url(),
      poolSize: 2,
      onError: () => expect.unreachable(),
    });
    const raw = backend.queue('link');
    await raw.add('link', { runId: 5 }, { jobId: 'by-hand.r1', attempts: 3 });
    await raw.close();
    await backend.close();
    const queues = await open();
    await work(queues, { link: async () => expect.unreachable() });
    await reaches(async () => (await queues.counts()).link.failed, 1);
    expect(told.failed).toEqual([
      ['link', null, expect.stringMatching(/does not fit the queue "link": .*string.*runId/)],
    ]);
  });

  test('a result that breaks the contract fails for good', async () => {
    const queues = await open();
    const wrong = async () => ({ done: false }) as never;
    await work(queues, { link: wrong });
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.failed, 1);
    expect(told.failed).toEqual([['link', payload, expect.stringContaining('"link" returned')]]);
  });

  test('a final failure that could not be reported is reported later', async () => {
    let reports = 0;
    const queues = await open();
    await queues.startWorkers(
      handlersWith({ link: async () => fail({ kind: 'permanent', message: 'no' }) }),
      {
        concurrency: everyQueue(1),
        onFinalFailure: () => {
          reports += 1;
          if (reports === 1) throw new Error('the database is away');
        },
      },
    );
    await queues.producer.enqueue(link, 1);
    await reaches(async () => (await queues.counts()).link.failed, 1);
    expect(reports).toBe(2);
    expect(told.errors).toEqual(['the database is away']);
  });
}
