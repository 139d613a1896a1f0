import type { NewJob } from '@firefly/contracts/queues';
import type { JobContext } from '@firefly/queue/handler';
import { expect, test } from 'vitest';
import { type QueueKit, reaches } from './queue-kit.ts';

const link: NewJob = { queue: 'link', payload: { runId: 'run' } };
const explore = (index: number): NewJob => ({
  queue: 'explore',
  payload: { runId: 'run', wave: 0, index },
});

/** What is queued is run, once. */
export function deliveryContract({ told, open, work }: QueueKit): void {
  test('a handler gets the payload, the job id, the attempt and the revision', async () => {
    const contexts: Omit<JobContext, 'signal'>[] = [];
    const queues = await open();
    await work(queues, {
      discover: async (payload, { signal, ...context }) => {
        expect(signal.aborted).toBe(false);
        expect(payload).toEqual({ runId: 'run', server: 'a:b' });
        contexts.push(context);
        return { done: true };
      },
    });
    const payload = { runId: 'run', server: 'a:b' };
    await queues.producer.enqueue({ queue: 'discover', payload }, 7);
    await reaches(() => told.done, [['discover', payload]]);
    expect(contexts).toEqual([{ jobId: 'run.a%3Ab.r7', attempt: 1, revision: 7 }]);
    expect((await queues.counts()).discover).toMatchObject({ completed: 1, waiting: 0, active: 0 });
  });

  test('the same work is queued once for a revision, done or not', async () => {
    const queues = await open();
    await queues.producer.enqueue(explore(1), 1);
    await queues.producer.enqueue(explore(1), 1);
    await queues.producer.enqueueAll([explore(1), explore(2), explore(2), link], 1);
    const { explore: explored, link: linked } = await queues.counts();
    expect([explored.waiting, linked.waiting]).toEqual([2, 1]);

    await work(queues);
    await reaches(() => told.done.length, 3);
    await queues.producer.enqueueAll([explore(1), explore(2)], 1);
    await queues.producer.enqueue(explore(1), 2);
    // Told after the store knows it, so it is the last to come.
    await reaches(() => told.done.length, 4);
    expect((await queues.counts()).explore.completed).toBe(3);
  });

  test('work that is done is remembered, however much is done after it', async () => {
    const queues = await open();
    const much = Array.from({ length: 250 }, (_, index) => explore(index));
    await work(queues);
    await queues.producer.enqueueAll(much, 1);
    await reaches(() => told.done.length, much.length);
    await queues.producer.enqueueAll(much, 1);
    expect((await queues.counts()).explore).toMatchObject({ waiting: 0, completed: much.length });
  });

  test('a producer refuses a wrong payload, and then queues nothing', async () => {
    const queues = await open();
    const wrong = { queue: 'link', payload: { runId: '', more: 1 } } as NewJob;
    const wanted = /does not fit the queue "link": .*runId/;
    await expect(queues.producer.enqueue(wrong, 1)).rejects.toThrow(wanted);
    await expect(queues.producer.enqueueAll([explore(1), wrong], 1)).rejects.toThrow(wanted);
    expect((await queues.counts()).explore.waiting).toBe(0);
  });

  test('jobs queued by one connection are run by another', async () => {
    const [here, there] = [await open(), await open()];
    await work(there);
    await here.producer.enqueueAll(
      Array.from({ length: 30 }, (_, index) => explore(index)),
      1,
    );
    await reaches(() => told.done.length, 30);
    expect(new Set(told.done.map(([, payload]) => JSON.stringify(payload))).size).toBe(30);
  });

  test('a prefix keeps installations apart', async () => {
    const [one, other] = [await open('run:1'), await open('run%3A1')];
    await one.producer.enqueue(link, 1);
    expect((await other.counts()).link.waiting).toBe(0);
    expect((await one.counts()).link.waiting).toBe(1);
  });

  test('emptied queues have forgotten every job, and go on working', async () => {
    const queues = await open();
    await queues.producer.enqueueAll([link, explore(1), explore(2)], 1);
    await queues.empty();
    const all = Object.values(await queues.counts()).flatMap((counts) => Object.values(counts));
    expect(all.every((count) => count === 0)).toBe(true);

    await work(queues);
    await queues.producer.enqueue(link, 1);
    await reaches(() => told.done.length, 1);
    await queues.empty();
    await queues.producer.enqueue(link, 1);
    await reaches(() => told.done.length, 2);
  });
}
