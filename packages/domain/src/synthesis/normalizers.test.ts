import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalize } from './normalizers.ts';

test('identity gives the text, lowercase its lower case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(normalize('identity', text)).toBe(text);
      expect(normalize('lowercase', text)).toBe(text.toLowerCase());
    }),
  );
});

test('a word gives the pattern of names that contain it', () => {
  expect(normalize('contains-glob', 'agreement')).toBe('**/*agreement*');
  expect(normalize('contains-glob', 'v1.2_draft-b')).toBe('**/*v1.2_draft-b*');
  for (const text of ['', 'two words', 'a*', '../x', 'a/b', '[ab]', '{a,b}']) {
    expect(normalize('contains-glob', text)).toBeUndefined();
    expect(normalize('named-glob', text)).toBeUndefined();
  }
});

test('a share that is asked for in percent is one of a hundred', () => {
  for (const text of ['percent', 'Per cent', 'percentage'])
    expect(normalize('percent', text)).toBe(100);
  for (const text of ['percents', '100', '%', 'in percent', ''])
    expect(normalize('percent', text)).toBeUndefined();
});

test('a name of a file gives the pattern of files so named', () => {
  expect(normalize('named-glob', 'transport-contract.md')).toBe('**/transport-contract.md');
});

test('a number is read as it is printed, with or without grouping', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(normalize('number', String(value))).toBe(value);
      expect(normalize('number', value.toLocaleString('en-US'))).toBe(value);
    }),
  );
  fc.assert(
    fc.property(fc.integer(), fc.nat({ max: 999 }), (whole, digits) => {
      const printed = `${whole}.${digits}`;
      expect(normalize('number', printed)).toBe(Number(printed));
    }),
  );
});

test.each([
  '',
  ' 1',
  '1 ',
  '1,23',
  '12,3456',
  '1.',
  '.5',
  '+1',
  '1e3',
  '0x10',
  '1,000,00',
  'NaN',
  '--1',
  '٣',
  '9'.repeat(400),
])('no number: %j', (text) => {
  expect(normalize('number', text)).toBeUndefined();
});

test.each([
  ['March 5, 2024', '2024-03-05'],
  ['Mar. 5 2024', '2024-03-05'],
  ['5 March 2024', '2024-03-05'],
  ['1st of sep, 2020', '2020-09-01'],
  ['29 February 2000', '2000-02-29'],
  ['29 February 1900', undefined],
  ['31 April 2020', undefined],
  ['0 May 2020', undefined],
  ['5 Sept 2020', undefined],
  ['2024-03-05', undefined],
  ['March 2024', undefined],
  ['3/5/2024', undefined],
  ['5 March 24', undefined],
])('the day of %j is %s', (text, day) => {
  expect(normalize('date', text)).toBe(day);
});

test.each([
  ['Switzerland', 'CH'],
  ['the Netherlands', 'NL'],
  ['Ivory Coast', 'CI'],
  ["Côte d'Ivoire", 'CI'],
  ['USA', 'US'],
  // Withdrawn codes stand for the same countries, and give none.
  ['France', 'FR'],
  ['United Kingdom', 'GB'],
  ['Germany', 'DE'],
  ['CH', undefined],
  ['switzerland', undefined],
  ['turkey', undefined],
  ['Basel', undefined],
  ['', undefined],
])('the country of %j is %s', (text, code) => {
  expect(normalize('country-code', text)).toBe(code);
});
