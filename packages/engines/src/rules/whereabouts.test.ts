import { expect, test } from 'vitest';
import { bound, tableWhereabouts, whereabouts } from './whereabouts.ts';

test.each([
  [{ path: '/town/cafes.json' }, '/town/cafes.json'],
  [{ path: '/my files/cafes.json' }, '/my files/cafes.json'],
  [{ file: 'cafes.json' }, 'cafes.json'],
  [{ path: './data/cafes.json' }, './data/cafes.json'],
  [{ region: 'Upper Isles' }, 'Upper Isles'],
  [{ homeCountry: 'Norland' }, 'Norland'],
])('%j is said', (args, value) => {
  expect(whereabouts(args)).toEqual([' in ', bound(value)]);
});

test.each([
  { countryCode: 'NO' },
  { country: 'NO' },
  { country: 'nor' },
  { region: 'upper_isles' },
  { query: 'Norland' },
  { unit: 'he / she' },
  { path: '/a.json', head: 3 },
  { region: 'Isles', path: '/a.json' },
  { region: ['Isles'] },
  { region: 3 },
])('%j has no words', (args) => {
  expect(whereabouts(args)).toBeUndefined();
});

test('no arguments: the whole of what is on record', () => {
  expect(whereabouts({})).toEqual([]);
  expect(tableWhereabouts({})).toEqual([' on record']);
});
