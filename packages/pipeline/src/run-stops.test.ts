import { failureOf } from '@firefly/contracts/failure';
import type { Database } from '@firefly/db/database';
import { expect, test } from 'vitest';
import { makeRunStops } from './run-stops.ts';

/** Rows that say which runs are running. */
const rowsOf = (running: Set<string>, errors: Error[] = []) =>
  ({
    serviceRuns: {
      async running(ids: readonly string[]) {
        const error = errors.shift();
        if (error !== undefined) throw error;
        return new Set(ids.filter((id) => running.has(id)));
      },
    },
  }) as unknown as Pick<Database, 'serviceRuns'>;

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
const never = new AbortController().signal;

test('the jobs of a run that was paused are told, those of others are not', async () => {
  const running = new Set(['a', 'b']);
  const stops = makeRunStops(rowsOf(running, [new Error('the database blinks')]));
  const paused = [1, 2].map(() => stops.within('a', never, untilAborted));
  let other: AbortSignal | undefined;
  const end = Promise.withResolvers<void>();
  const stays = stops.within('b', never, (signal) => {
    other = signal;
    return end.promise;
  });
  running.delete('a');
  for (const job of paused) await expect(job).rejects.toThrow('its run no longer runs');
  expect(other?.aborted).toBe(false);
  end.resolve();
  await stays;
});

test('work ends with the signal of its worker, and its value comes through', async () => {
  const stops = makeRunStops(rowsOf(new Set(['a'])));
  const stop = new AbortController();
  const job = stops.within('a', stop.signal, untilAborted);
  stop.abort(new Error('the worker is stopping'));
  await expect(job).rejects.toThrow('the worker is stopping');
  expect(await stops.within('a', never, async () => 7)).toBe(7);
});

test('a job of a run that goes on is not stopped by a job that was, and has not ended yet', async () => {
  const running = new Set(['a']);
  const stops = makeRunStops(rowsOf(running));
  const end = Promise.withResolvers<void>();
  const told = Promise.withResolvers<unknown>();
  // It hears that it shall stop, and goes on all the same.
  const deaf = stops.within('a', never, (signal) => {
    signal.addEventListener('abort', () => told.resolve(signal.reason));
    return end.promise;
  });
  running.delete('a');
  expect(failureOf(await told.promise).kind).toBe('cancelled');
  running.add('a');
  expect(await stops.within('a', never, async (signal) => signal.aborted)).toBe(false);
  const next = stops.within('a', never, untilAborted);
  end.resolve();
  await deaf;
  running.delete('a');
  await expect(next).rejects.toThrow('its run no longer runs');
});
