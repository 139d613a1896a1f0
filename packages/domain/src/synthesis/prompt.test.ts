import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut } from './prompt.ts';
import type { Part } from './proposal.ts';
import { spanText } from './span.ts';

const bound = (text: string, value: string | number = text): Part => ({
  text,
  value,
  normalizer: 'identity',
});

test('a bound piece is noted where it stands, in code points', () => {
  expect(layOut(['Is 🏔 in ', bound('Genève 🇨🇭', 'Genève'), '?'])).toEqual({
    prompt: 'Is 🏔 in Genève 🇨🇭?',
    placed: [{ value: 'Genève', span: [8, 17], normalizer: 'identity' }],
  });
});

test('two pieces of one value are two', () => {
  const { placed } = layOut([bound('Lyon'), ' and ', bound('Lyon')]);
  expect(placed.map(({ span }) => span)).toEqual([
    [0, 4],
    [9, 13],
  ]);
});

test('nothing bound gives nothing placed', () => {
  expect(layOut(['How many ', 'countries?'])).toEqual({
    prompt: 'How many countries?',
    placed: [],
  });
  expect(layOut([])).toEqual({ prompt: '', placed: [] });
});

test('every span gives back its text, whatever stands around it', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
  const part = fc.oneof(
    text,
    text.map((one) => bound(one)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const { prompt, placed } = layOut(parts);
      const pieces = parts.flatMap((one) => (typeof one === 'string' ? [] : [one.text]));
      expect(placed.map(({ span }) => spanText(prompt, span))).toEqual(pieces);
      expect(prompt).toBe(parts.map((one) => (typeof one === 'string' ? one : one.text)).join(''));
    }),
  );
});
