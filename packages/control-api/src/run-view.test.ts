import type { RunStatus } from '@firefly/contracts/run-events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastOf, runningMs } from './run-view.ts';

const running = { status: 'running', accepted: 5, stopping: null } as const;

test('a forecast goes on as the run went; without a run that goes on there is none', () => {
  expect(forecastOf(running, 20, 60_000)).toEqual({ seconds_left: 180, tasks_per_minute: 5 });
  expect(forecastOf({ ...running, accepted: 20 }, 20, 60_000)).toMatchObject({ seconds_left: 0 });
  expect(forecastOf({ ...running, accepted: 0 }, 20, 60_000)).toBeNull();
  expect(forecastOf({ ...running, stopping: 'its budget is spent' }, 20, 60_000)).toBeNull();
  for (const status of ['paused', 'finished', 'failed', 'cancelled'] as const)
    expect(forecastOf({ ...running, status }, 20, 60_000)).toBeNull();
});

test('the forecast is what is left over the rate, whatever the numbers', () => {
  const number = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 10 ** 9 }), (accepted, tasks, ms) => {
      const told = forecastOf({ ...running, accepted }, tasks, ms);
      const left = (Math.max(0, tasks - accepted) * ms) / accepted / 1_000;
      expect(Math.abs((told?.seconds_left ?? -1) - left)).toBeLessThanOrEqual(0.5);
    }),
  );
});

test('a pause is no time of running, however often there is one', () => {
  const spans = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(spans, (lengths) => {
      let at = 1_000_000;
      const statuses = lengths.map((length, place) => {
        const status: RunStatus = place % 2 === 0 ? 'running' : 'paused';
        const entry = { at: new Date(at), status };
        at += length;
        return entry;
      });
      const expected = lengths.filter((_, place) => place % 2 === 0).reduce((a, b) => a + b, 0);
      expect(runningMs(statuses, new Date(at))).toBe(expected);
    }),
  );
});
