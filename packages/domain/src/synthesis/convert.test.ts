import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convertValue } from './convert.ts';

test('a number survives the way through its text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = convertValue(value, 'string');
      expect(text).toBe(String(value));
      // String(-0) is "0".
      expect(convertValue(text ?? null, 'number')).toBe(value === 0 ? 0 : value);
    }),
  );
});

test.for(['', ' 1', '0x10', '1,000', 'Infinity', '1e999', '1.', 'Lyon', true, null, {}])(
  '%j is no number',
  (value) => {
    expect(convertValue(value, 'number')).toBeUndefined();
  },
);

test('lists convert element by element, or not at all', () => {
  expect(convertValue(['1', '2.5'], 'number')).toEqual([1, 2.5]);
  expect(convertValue(['1', 'two'], 'number')).toBeUndefined();
  expect(convertValue(['1', 'two'], undefined)).toEqual(['1', 'two']);
});
