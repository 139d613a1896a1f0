import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivable, mentions, sameScalar, stands } from './mentions.ts';

const word = fc.stringMatching(/^[a-z]{4,9}$/);
const prose = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

test('a text mentions the words it holds, in any case', () => {
  fc.assert(
    fc.property(prose, word, prose, (before, value, after) => {
      const text = `${before} ${value.toUpperCase()}, ${after}.`;
      return mentions(text, value) && derivable(text, value) && stands(text, value);
    }),
  );
});

test('a text does not mention a part of a word or number', () => {
  fc.assert(
    fc.property(word, fc.integer({ min: 100, max: 99_999 }), (value, number) => {
      const text = `x${value}x ${number}7 1${number}`;
      return !mentions(text, value) && !mentions(text, number);
    }),
  );
});

test('a number is mentioned by its amount, however it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 9_999_999 }), (number) => {
      const text = `It costs ${number.toLocaleString('en-US')} EUR.`;
      return mentions(text, number) && mentions(text, String(number));
    }),
  );
});

test.each([
  ['Basel lies in Switzerland.', 'BASEL', true],
  ['Is it in Italy?', 'IT', false],
  ['Is its code IT?', 'IT', true],
  ['the town of Besançon', 'Besancon', true],
  ['the New York office', 'New York', true],
  ['a new office in York', 'New York', false],
  ['about 21.5 km', 21.5, true],
  ['about 21.5 km', 21, false],
  ['true', true, false],
])('%s mentions %s: %s', (text, value, said) => {
  expect(mentions(text, value)).toBe(said);
});

test('a value is the same as text and as number, and never the same as nothing', () => {
  expect(sameScalar('386', 386)).toBe(true);
  expect(sameScalar('', 0)).toBe(false);
  expect(sameScalar(undefined, undefined)).toBe(false);
  expect(sameScalar('386', 387)).toBe(false);
});
