import type { Json } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortJson, shortText } from './shorten.ts';

test('what is short stays as it is', () => {
  expect(shortText('as it is', 20)).toBe('as it is');
  expect(shortJson({ a: [1, 2] }, 20)).toBe('{"a":[1,2]}');
  expect(shortJson('line\nline', 20)).toBe('line\nline');
});

test('a text says how much of it is missing, and is cut at a line where it can', () => {
  expect(shortText('0123456789', 4)).toBe('0123… [6 more characters]');
  expect(shortText(`abc${'😀'.repeat(3)}`, 4)).toBe('abc… [6 more characters]');
  expect(shortJson(`first line\nsecond${'x'.repeat(20)}`, 15)).toBe(
    'first line\n… [27 more characters]',
  );
});

test('lists lose their later elements, objects their later keys', () => {
  const rows = Array.from({ length: 90 }, (_, at) => ({ id: at, text: 'x'.repeat(300) }));
  const short = JSON.parse(shortJson({ rows, total: 90 }, 1_500)) as { rows: Json[] };
  expect(short).toMatchObject({ total: 90 });
  expect(short.rows.at(-1)).toBe('… 87 more of 90');
  const wide = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`key ${at}`, at]));
  expect(JSON.parse(shortJson(wide, 1_000))).toMatchObject({ '…': '140 more keys' });
});

test('whatever it is, it stays near the limit, and is always the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 20, max: 400 }), (value, limit) => {
      const short = shortJson(value as Json, limit);
      expect(short.length).toBeLessThanOrEqual(limit + 40);
      expect(shortJson(structuredClone(value) as Json, limit)).toBe(short);
    }),
  );
});
