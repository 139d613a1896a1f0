import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseAfter, retryAfterOf } from './retry-after.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

test.each<[string | null, number | undefined]>([
  ['0', 0],
  [' 120 ', 120_000],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
  ['99999999999', 86_400_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('%s is understood', (header, ms) => {
  expect(retryAfterOf(header, NOW)).toBe(ms);
});

test('a refused request is never sent again at once, and the pauses grow', () => {
  const retryAfter = fc.option(fc.nat(), { nil: undefined });
  fc.assert(
    fc.property(fc.constantFrom(429, 503), retryAfter, fc.nat(10), (status, asked, attempt) => {
      const pause = pauseAfter(status, asked, attempt);
      if (pause === undefined) return status === 503 && asked === undefined;
      return pause >= Math.max(asked ?? 0, 250 * 2 ** attempt);
    }),
  );
});

test.each([400, 401, 404, 500, 502])('%i is no invitation to come again', (status) => {
  expect(pauseAfter(status, 1_000, 0)).toBeUndefined();
});
