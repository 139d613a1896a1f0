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
  for (const text of ['', 'two words', 'a*', '../x', 'a/b', '[ab]', '{a,b}'])
    expect(normalize('contains-glob', text)).toBeUndefined();
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
