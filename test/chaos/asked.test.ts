import { expect, test } from 'vitest';
import { askedNumber } from './asked.ts';

test('a number is one', () => {
  expect(askedNumber('--kills', '020')).toBe(20);
});

test.each(['', 'x', '1e3', '-1', '0.5', ' 7', '1234567890'])('"%s" is none', (value) => {
  expect(() => askedNumber('CHAOS_SEED', value)).toThrow(
    `CHAOS_SEED takes a number, not "${value}"`,
  );
});
