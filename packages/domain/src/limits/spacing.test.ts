import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LATEST_MS, spacingUs } from './spacing.ts';

const WAY_MS = 49.9;

/** The most arrivals in any second. */
function most(arrivals: readonly number[]): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 1_000).length),
  );
}

test('requests that set out late and travel unevenly never exceed the rate in any second', () => {
  const delay = fc.double({ min: 0, max: LATEST_MS + WAY_MS, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(delay, { minLength: 130, maxLength: 130 }),
      (perSecond, delays) => {
        const spacingMs = spacingUs(perSecond) / 1_000;
        expect(most(delays.map((late, at) => at * spacingMs + late))).toBeLessThanOrEqual(
          perSecond,
        );
      },
    ),
  );
});

test('requests held up together are the worst, and one millisecond more would be too much', () => {
  for (const perSecond of [1, 20, 50, 400]) {
    const spacingMs = spacingUs(perSecond) / 1_000;
    const heldUntil = (at: number) =>
      Array.from({ length: 900 }, (_, i) => Math.max(i * spacingMs, at));
    expect(most(heldUntil(LATEST_MS + WAY_MS))).toBe(perSecond);
    expect(most(heldUntil(LATEST_MS + WAY_MS + 1))).toBeGreaterThan(perSecond);
  }
});

test('the whole rate is nearly reached', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 10_000, noNaN: true }), (perSecond) => {
      expect(1e6 / spacingUs(perSecond)).toBeGreaterThan(0.91 * perSecond);
    }),
  );
});
