import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test('a text of several lines is one, without what a screen would obey', () => {
  expect(oneLine(' Lists\r\n  cities\u0000 of\u202e a country. ', 40)).toBe(
    'Lists cities of a country.',
  );
});

test('what is too long is cut, never within a character', () => {
  expect(oneLine('a long description', 7)).toBe('a long…');
  expect(oneLine('ab😀cd', 4)).toBe('ab…');
});

test('no text is longer than allowed, holds a line end or half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
      const line = oneLine(text, most);
      expect(line.length).toBeLessThanOrEqual(most);
      expect(line).not.toMatch(/[\n\r]/);
      expect(line.isWellFormed()).toBe(true);
    }),
  );
});
