import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanText } from './span.ts';

const words = fc.string({ unit: 'binary', minLength: 1 });

test('a span counts code points, and gives exactly its words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), words, fc.string({ unit: 'binary' }), (a, b, c) => {
      const start = Array.from(a).length;
      expect(spanText(a + b + c, [start, start + Array.from(b).length])).toBe(b);
    }),
  );
});

test('a span outside the prompt gives nothing', () => {
  expect(spanText('🚲', [0, 1])).toBe('🚲');
  expect(spanText('🚲', [0, 2])).toBeUndefined();
  expect(spanText('abc', [-1, 2])).toBeUndefined();
  expect(spanText('abc', [2, 2])).toBeUndefined();
});
