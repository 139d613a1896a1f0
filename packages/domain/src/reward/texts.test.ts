import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizedText } from './texts.ts';

test.for([
  ['Straße', 'STRASSE'],
  ['Besançon', 'Besanc\u0327on'],
  ['the captain’s log', "The captain's log."],
  ['“Night Watch”', 'Night Watch'],
  ['north–south', 'north-south'],
  ['two\u00a0 words\n', 'two words'],
  ['soft\u00adhyphen', 'softhyphen'],
  ['ΟΔΟΣ', 'οδος'],
])('%j and %j are one text', ([one, other]) => {
  expect(normalizedText(String(one))).toBe(normalizedText(String(other)));
});

test.for([
  ['10²', '102'],
  ['résumé', 'resume'],
  ['Closed on Mondays', 'Closed on Tuesdays'],
  ['not open', 'open'],
  ['A, B', 'A B'],
  ['', 'a'],
  ['.', ''],
])('%j and %j are two', ([one, other]) => {
  expect(normalizedText(String(one))).not.toBe(normalizedText(String(other)));
});

test('a normalized text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = normalizedText(text);
      // Each layer of quotes and full stops is written by somebody; only the outer one is dropped.
      fc.pre(!/^["'].*["']$|[.\s]$/s.test(once));
      expect(normalizedText(once)).toBe(once);
    }),
  );
});
