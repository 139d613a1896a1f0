import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { gate, type QueueKit, reaches } from './queue-kit.ts';

const payload = { runId: 'run' };
const link = { queue: 'link', payload } as const;
const states = { waiting: 0, active: 0, delayed: 0, failed: 0, completed: 0 };

/** What becomes of running jobs when their worker stops, in order or not. */
export function stoppingContract({ url, told, open, work }: QueueKit): void {
  test('closing waits for the running job and takes no other', async () => {
    const [started, release] = [gate(), gate()];
    const queues = await open();
    const workers = await work(queues, {
      link: async () => {
        started.resolve();
        await release.promise;
        return { done: true };
      },
    });
    await queues.producer.enqueue(link, 1);
    await started.promise;
    const closed = workers.close(60_000);
    await queues.producer.enqueue(link, 2);
    release.resolve();
    await closed;
    expect(told.done).toEqual([['link', payload]]);
    expect((await queues.counts()).link).toEqual({ ...states, waiting: 1, completed: 1 });
  });

  test('after the deadline the signal is aborted and the job given back, no attempt spent', async () => {
    const started = gate();
    const attempts: number[] = [];
    const queues = await open();
    const workers = await work(queues, {
      link: async (_, { signal, attempt }) => {
        attempts.push(attempt);
        started.resolve();
        await once(signal, 'abort');
        throw new Error('the call was interrupted');
      },
    });
    await queues.producer.enqueue(link, 1);
    await started.promise;
    await workers.close(10);
    expect((await queues.counts()).link).toEqual({ ...states, waiting: 1 });

    await work(queues, {
      link: async (_, { attempt }) => {
        attempts.push(attempt);
        return { done: true };
      },
    });
    await reaches(() => told.done.length, 1);
    expect(attempts).toEqual([1, 1]);
    expect(told.failed).toEqual([]);
  });

  test('a handler that does not listen cannot hold up the end', async () => {
    const [started, release] = [gate(), gate()];
    const queues = await open();
    const workers = await work(queues, {
      link: async () => {
        started.resolve();
        await release.promise;
        return { done: true };
      },
    });
    await queues.producer.enqueue(link, 1);
    await started.promise;
    await workers.close(0);
    expect((await queues.counts()).link).toEqual({ ...states, waiting: 1 });
    release.resolve();
  });

  test('the job of a killed process is run by another, no attempt spent', async () => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./queue-child.ts', import.meta.url)), url()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const exited = once(child, 'exit');
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    const queues = await open();
    await queues.producer.enqueue(link, 1);
    const [line] = await once(child.stdout, 'data');
    expect(String(line)).toBe('run.r1 began\n');
    child.kill('SIGKILL');
    await exited;

    const attempts: number[] = [];
    await work(queues, {
      link: async (_, { attempt }) => {
        attempts.push(attempt);
        return { done: true };
      },
    });
    await reaches(() => told.done, [['link', payload]]);
    expect(attempts).toEqual([1]);
  });
}
