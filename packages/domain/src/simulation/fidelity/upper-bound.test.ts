import { expect, test } from 'vitest';
import { upperBound } from './upper-bound.ts';

test.for<[hits: number, trials: number, alpha: number, bound: number]>([
  // Without a hit, by its closed form.
  [0, 299, 0.05, 1 - 0.05 ** (1 / 299)],
  [0, 1, 0.05, 0.95],
  // With all but one, by its closed form: (1 - alpha)^(1/n).
  [9, 10, 0.05, 0.95 ** (1 / 10)],
  // From tables of exact limits (two-sided 95 % is one-sided 97.5 %).
  [1, 10, 0.025, 0.44502],
  [5, 20, 0.025, 0.4910459],
  [1, 10, 0.05, 0.3941633],
  [3, 1_000, 0.05, 0.007736],
])('%i of %i at %f is at most %f', ([hits, trials, alpha, bound]) => {
  expect(upperBound(hits, trials, alpha)).toBeCloseTo(bound, 5);
});

test('one percent takes 299 trials without a hit', () => {
  expect(upperBound(0, 298)).toBeGreaterThan(0.01);
  expect(upperBound(0, 299)).toBeLessThanOrEqual(0.01);
  expect([upperBound(0, 0), upperBound(4, 4)]).toEqual([1, 1]);
});
