import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FORGET_MS,
  halvingsAt,
  MOST_HALVINGS,
  type Narrowing,
  NOT_NARROWED,
  narrowed,
  SHORTEST_REST_MS,
} from './narrowing.ts';

const ms = fc.nat(600_000);
/** Refusals at growing times, each with the rest that was asked for. */
const refusals = fc
  .array(fc.tuple(fc.nat(60_000), fc.nat(120_000)), { minLength: 1 })
  .map((steps) => {
    let now = 0;
    return steps.map(([after, restMs]) => {
      now += after;
      return { now, restMs };
    });
  });
const after = (all: readonly { now: number; restMs: number }[]): Narrowing =>
  all.reduce((before, { now, restMs }) => narrowed(before, restMs, now), NOT_NARROWED);

test('a rest is as long as the longest that was asked for, and never shorter than its least', () => {
  fc.assert(
    fc.property(refusals, (all) => {
      const ends = all.map(({ now, restMs }) => now + Math.max(restMs, SHORTEST_REST_MS));
      expect(after(all).from).toBe(Math.max(...ends));
    }),
  );
});

test('the rate is narrowed by each rest, within bounds, and whole again in the end', () => {
  fc.assert(
    fc.property(refusals, ms, (all, later) => {
      const narrowing = after(all);
      expect(narrowing.halvings).toBeGreaterThan(0);
      expect(narrowing.halvings).toBeLessThanOrEqual(MOST_HALVINGS);
      expect(halvingsAt(narrowing, narrowing.from + later)).toBeLessThanOrEqual(narrowing.halvings);
      expect(halvingsAt(narrowing, narrowing.from + MOST_HALVINGS * FORGET_MS)).toBe(0);
    }),
  );
});

test('many refusals at once are one, and one after the rest is another', () => {
  const once = narrowed(NOT_NARROWED, 1_000, 0);
  const burst = [0, 10, 500].reduce((before, now) => narrowed(before, 1_000, now), once);
  expect(burst).toEqual({ halvings: 1, from: 1_500 });
  expect(narrowed(burst, 0, 1_500)).toEqual({ halvings: 2, from: 1_500 + SHORTEST_REST_MS });
});
