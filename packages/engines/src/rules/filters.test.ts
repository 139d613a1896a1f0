import { type EntityTable, tablesOf } from '@firefly/domain/tool-graph/tables';
import { expect, test } from 'vitest';
import { filterNoun } from './filters.ts';

const table = (key: string, ...values: readonly (string | number | null)[]): EntityTable => {
  const [found] = tablesOf(values.map((value, at) => ({ name: `Row ${at}`, [key]: value })));
  if (found === undefined) throw new Error('no table');
  return found;
};

test.each([
  ['author', 'author'],
  ['author', 'author_name'],
  ['authorName', 'author'],
  ['authors', 'author'],
  ['author_id', 'authorId'],
])('%s is shown by %s', (parameter, key) => {
  expect(filterNoun(table(key, 'Ann', 'Ann', 'Ann'), parameter, 'Ann')).toBe('author');
});

test('an id is shown as a number or as text', () => {
  expect(filterNoun(table('country_id', 17, 17, 17), 'countryId', '17')).toBe('country');
  expect(filterNoun(table('country_id', '17', '17', '17'), 'countryId', 17)).toBe('country');
});

test('one row that does not show it, another column, or no noun: no filter', () => {
  expect(filterNoun(table('author', 'Ann', 'Ann', 'Bo'), 'author', 'Ann')).toBeUndefined();
  expect(filterNoun(table('author', 'Ann', 'Ann', null), 'author', 'Ann')).toBeUndefined();
  expect(filterNoun(table('editor', 'Ann', 'Ann', 'Ann'), 'author', 'Ann')).toBeUndefined();
  expect(filterNoun(table('status', 'open', 'open', 'open'), 'status', 'open')).toBeUndefined();
});
