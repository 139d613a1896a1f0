import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bar } from './bench.ts';
import { allReached, compared, measured, median } from './finding.ts';

const numbers = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });

test('half of the numbers are at most the median, and half at least', () => {
  fc.assert(
    fc.property(numbers, (list) => {
      const middle = median(list);
      expect(list.filter((number) => number <= middle).length * 2).toBeGreaterThanOrEqual(
        list.length,
      );
      expect(list.filter((number) => number >= middle).length * 2).toBeGreaterThanOrEqual(
        list.length,
      );
    }),
  );
});

test('no numbers have no median', () => {
  expect(median([4, 1])).toBe(2.5);
  expect(() => median([])).toThrow('no median');
});

/** Rounds of a subject beside a baseline of 100. */
const rounds = (...subjects: number[]) =>
  subjects.map((rate) => ({ subject: { rate }, baseline: { rate: 100 } }));
const bar = { of: 'ratio', atLeast: 0.8 } as const;

test('a comparison gives both medians, their ratio, and how far the rounds lie apart', () => {
  expect(compared('add', 'jobs/s', rounds(90, 10, 85), 'rate', bar)).toEqual({
    result: {
      ...{ metric: 'add', value: 85, unit: 'jobs/s', baseline: 100 },
      ...{ ratio: 0.85, bar: 0.8, ok: true },
    },
    bar,
    spread: [0.1, 0.9],
  });
});

test.each([
  [80, true],
  [79.9, false],
])('a ratio is to be reached: %d of 100', (rate, ok) => {
  expect(compared('add', 'jobs/s', rounds(rate), 'rate', bar).result.ok).toBe(ok);
});

test.each([
  [80, true],
  [80.1, false],
])('a ratio is not to be passed: %d of 100', (rate, ok) => {
  const most = { of: 'ratio', atMost: 0.8 } as const;
  expect(compared('p99', 'ms', rounds(rate), 'rate', most).result).toMatchObject({ bar: 0.8, ok });
});

test.each([
  [120, true],
  [120.1, false],
])('a value is not to be passed: %d', (value, ok) => {
  expect(measured('wall time', 's', value, { of: 'value', atMost: 120 }).result).toEqual({
    ...{ metric: 'wall time', value, unit: 's', baseline: null, ratio: null, bar: 120, ok },
  });
});

test('without a bar nothing is missed', () => {
  const free = measured('calls', 'calls', 1e9);
  expect(free.result).toMatchObject({ bar: null, ok: true });
  const skipped = { metric: 'queues on Redis', skipped: 'no redis-server' };
  const low: Bar = { of: 'value', atMost: 1 };
  expect(allReached([free, skipped])).toBe(true);
  expect(allReached([free, skipped, measured('memory', 'MB', 2, low)])).toBe(false);
});
