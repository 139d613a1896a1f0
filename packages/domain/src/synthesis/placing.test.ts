import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NORMALIZERS, normalize } from './normalizers.ts';
import { placeValue } from './placing.ts';
import { cutsWord, spanText } from './span.ts';

const said = (prompt: string, value: string | number, words?: string) => {
  const placed = placeValue(prompt, value, words);
  return placed && [spanText(prompt, placed.span), placed.normalizer];
};

test.each<[string, string | number, unknown]>([
  ['Is Ann older than Anna?', 'Anna', ['Anna', 'identity']],
  ['Is Anna older than Ann?', 'Ann', ['Ann', 'identity']],
  ['It costs $1,450.50, or 20%.', 1450.5, ['1,450.50', 'number']],
  ['It costs $1,450.50, or 20%.', 20, ['20', 'number']],
  ['The Red one.', 'red', ['Red', 'lowercase']],
  ['Since March 5, 2024 in Switzerland.', '2024-03-05', ['March 5, 2024', 'date']],
  ['Since March 5, 2024 in Switzerland.', 'CH', ['Switzerland', 'country-code']],
  ['How many lie in the United States?', 'US', ['the United States', 'country-code']],
  ['The contract of May.', '**/*contract*', ['contract', 'contains-glob']],
  ['How many percent of them are red?', 100, ['percent', 'percent']],
  ['Read contract-7.md now.', '**/contract-7.md', ['contract-7.md', 'named-glob']],
  [
    'Read /workspace/my notes.txt now.',
    '/workspace/my notes.txt',
    ['/workspace/my notes.txt', 'identity'],
  ],
  ['Annapolis', 'Anna', undefined],
  ['Ask it of us in Berlin.', 'IT', undefined],
  ['In 2024.', '24', undefined],
  ['The 20 of them.', '20', ['20', 'identity']],
])('%s says %j', (prompt, value, found) => {
  expect(said(prompt, value)).toEqual(found);
});

test('words that are said to mean it are looked at alone, wherever they fit first', () => {
  const prompt = 'Georgia or Georgia: in Norway 3 of 3.';
  expect(said(prompt, 'GE', 'Georgia')).toEqual(['Georgia', 'country-code']);
  expect(said(prompt, 'NO', 'Georgia')).toBeUndefined();
  expect(said(prompt, 'NO', 'Denmark')).toBeUndefined();
});

test('spans count code points', () => {
  const prompt = '😀😀 in Basel.';
  expect(placeValue(prompt, 'Basel')?.span).toEqual([6, 11]);
});

test('whatever is found gives the value and cuts no word', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.integer(),
      (prompt, text, number) => {
        for (const value of [text, number]) {
          const placed = placeValue(`${prompt} ${value}. ${prompt}`, value);
          if (placed === undefined) continue;
          const whole = `${prompt} ${value}. ${prompt}`;
          expect(normalize(placed.normalizer, spanText(whole, placed.span) ?? '')).toBe(value);
          expect(cutsWord(whole, placed.span)).toBe(false);
          expect(NORMALIZERS).toContain(placed.normalizer);
        }
      },
    ),
  );
});
