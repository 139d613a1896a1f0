import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText, quicklyRead } from './json-text.ts';

test('a text is the JSON of its value, whatever that is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(JSON.parse(jsonText(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([
  [0.6, '0.60'],
  [-0.6, '-0.60'],
  [0.5, '0.5'],
  [26, '26'],
  [-0, '0'],
  [8.714285714285714, '8.714285714285714'],
])('%d is written %s', (value, text) => {
  expect(jsonText(value)).toBe(text);
  expect(quicklyRead(text)).toBe(value + 0);
});

test('the quick reader takes the usual text of some numbers for others', () => {
  expect(quicklyRead('0.6')).toBe(0.6000000000000001);
  expect(quicklyRead('-115.7271')).toBe(-115.72710000000001);
  expect(quicklyRead('18446744073709551616')).toBeNaN();
});

test('decimals come through the quick reader as they are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat({ max: 12 }),
      fc.integer({ min: 1, max: 30 }),
      (digits, places, divisor) => {
        for (const value of [Number(`${digits}e-${places}`), digits / divisor])
          expect(quicklyRead(jsonText(value))).toBe(value + 0);
      },
    ),
    { numRuns: 2_000 },
  );
});
