import { expect, test } from 'vitest';
import { retryAfterOf } from './retry-after.ts';

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
