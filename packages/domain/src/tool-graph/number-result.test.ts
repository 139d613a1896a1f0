import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberAt, numberResult } from './number-result.ts';

const given = [84, 7];

test.each([
  ['The sum of 84 and 7 is 91', 'is ', ''],
  ['84 + 7 = 91', '= ', ''],
  ['84+7=91', '=', ''],
  ['Result: 91.', ': ', '.'],
  ['Result: **91**', ': **', '**'],
  ['The answer is\n91\n', 'is\n', '\n'],
  ['84 plus 7 makes 91 (exactly)', 'makes ', ' (exactly)'],
  ['Ergebnis 91 €', 'Ergebnis ', ' €'],
  ['It costs $91', 'costs $', ''],
])('the last number of %j', (text, before, after) => {
  const place = { kind: 'prose', before, after } as const;
  expect(numberResult(text, given)).toEqual({ place, value: 91 });
  expect(numberAt(text, place)).toBe(91);
});

test('a negative, a fraction and an exponent are read whole', () => {
  for (const [text, value] of [
    ['is -23', -23],
    ['is 0.425', 0.425],
    ['is 1.5e+21', 1.5e21],
    ['is 2E-7', 2e-7],
  ] as const)
    expect(numberResult(text, given)?.value).toBe(value);
});

test('prose without a word to hold on to, without a number, or without end gives none', () => {
  for (const text of ['91', '', 'none', '84 7', `${'so '.repeat(200)}it is 91`, '1,091'])
    expect(numberResult(text, given)).toBeUndefined();
});

test('typed answers: a bare number, or the one member that was not given', () => {
  expect(numberResult(91, given)).toEqual({ place: { kind: 'whole' }, value: 91 });
  const leaf = { place: { kind: 'leaf', key: 'result' }, value: 91 };
  expect(numberResult({ result: 91 }, given)).toEqual(leaf);
  expect(numberResult({ a: 84, b: 7, result: 91 }, given)).toEqual(leaf);
  expect(numberResult({ operands: [84, 7], result: 91, expression: '84 + 7' }, given)).toEqual(
    leaf,
  );
  for (const answer of [{}, { a: 84, b: 7 }, { result: 91, took: 3 }, { result: '91' }, [91], null])
    expect(numberResult(answer, given)).toBeUndefined();
});

test('at another place, or in other words, there is none', () => {
  const place = { kind: 'prose', before: 'is ', after: '' } as const;
  for (const text of ['The sum was 91', 'is 91.', 'is Infinity', 'The division of 1 and 0 is NaN'])
    expect(numberAt(text, place)).toBeUndefined();
  expect(numberAt({ result: '91' }, { kind: 'leaf', key: 'result' })).toBeUndefined();
  expect(numberAt(['91'], { kind: 'leaf', key: '0' })).toBeUndefined();
  expect(numberAt('91', { kind: 'whole' })).toBeUndefined();
  expect(numberAt('is 1e999', place)).toBeUndefined();
});

test('whatever the words, what was found once is found again with another number', () => {
  const words = fc.string({ maxLength: 20 }).filter((text) => !/\d/.test(text));
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((n) => !Object.is(n, -0));
  fc.assert(
    fc.property(words, words, number, number, (before, after, one, other) => {
      const found = numberResult(`${before} is ${one}${after && ` ${after}`}`, []);
      // "-5 e": words that join the number read otherwise are no fault.
      fc.pre(found !== undefined && found.value === one);
      expect(numberAt(`${before} is ${other}${after && ` ${after}`}`, found.place)).toBe(other);
    }),
  );
});
