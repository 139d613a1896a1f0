import type { JsonObject } from '@firefly/domain/json';
import { type EntityTable, tablesOf } from '@firefly/domain/tool-graph/tables';
import { expect, test } from 'vitest';
import { bound, tableWhereabouts, whereabouts, whereaboutsOf } from './whereabouts.ts';

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

const rows = (key: string, value: string | number) =>
  tablesOf(['Ann', 'Bo', 'Cy'].map((name) => ({ name, [key]: value })))[0];
const told = (args: JsonObject, table?: EntityTable) => whereaboutsOf(args, table);

test('a filter that all rows show is said by its noun', () => {
  const dark = rows('roast', 'dark');
  expect(told({ roast: 'dark' }, dark)).toEqual({
    near: [],
    far: [' whose roast is ', bound('dark')],
    chosen: true,
  });
  expect(told({ path: '/a.json', roast: 'dark' }, dark)?.far).toEqual([
    ' in ',
    bound('/a.json'),
    ' whose roast is ',
    bound('dark'),
  ]);
  expect(told({ roasts: ['dark'] }, dark)).toEqual(told({ roast: 'dark' }, dark));
  expect(told({ roasts: ['dark', 'light'] }, dark)).toBeUndefined();
  for (const table of [rows('roast', 'light'), rows('colour', 'dark'), undefined])
    expect(told({ roast: 'dark' }, table)).toBeUndefined();
});

test('what somebody made is by them', () => {
  for (const key of ['author', 'author_name', 'composer', 'architect'])
    expect(told({ [key]: 'Ann Lee' }, rows(key, 'Ann Lee'))?.near, key).toEqual([
      ' by ',
      bound('Ann Lee'),
    ]);
  const where = whereabouts({ path: '/site', author: 'Ann Lee' }, rows('author', 'Ann Lee'));
  expect(where).toEqual([' by ', bound('Ann Lee'), ' in ', bound('/site')]);
});

test('a container is said with its noun; it chooses nothing, as a path does not', () => {
  expect(told({ folder: 'Field Reports' })).toEqual({
    near: [],
    far: [' in the folder ', bound('Field Reports')],
    chosen: false,
  });
  expect(told({ path: '/a.json' })?.chosen).toBe(false);
  expect(told({ country: 'Norland' })?.chosen).toBe(true);
  expect(told({ folder: 'x_1' })).toBeUndefined();
});

test('in a repository a file is what the things are for; alone it is where they stand', () => {
  for (const key of ['file', 'filePath', 'file_name'])
    expect(told({ path: '/site', [key]: 'pages/visit.md' }), key).toEqual({
      near: [' for the file ', bound('pages/visit.md')],
      far: [' in ', bound('/site')],
      chosen: true,
    });
  expect(told({ file: 'cafes.json' })).toMatchObject({ near: [], chosen: false });
});

test('a code is no filter that anybody would say', () => {
  expect(told({ countryCode: 'NO' }, rows('country_code', 'NO'))).toBeUndefined();
});

test('what flows is said as the thing it stands for', () => {
  const flowed = (parameter: string, noun: string) => ({
    parameter,
    noun,
    said: [`this ${noun}`],
  });
  const commits = whereaboutsOf({ path: '/site', author: 'Ann' }, undefined, {
    ...flowed('author', 'author'),
  });
  expect(commits).toEqual({
    near: [' by ', 'this author'],
    far: [' in ', bound('/site')],
    chosen: true,
  });
  const states = whereaboutsOf({ countryId: 113 }, undefined, flowed('countryId', 'country'));
  expect(states?.far).toEqual([' in ', 'this country']);
  const supplied = whereaboutsOf({ supplier: 'X' }, undefined, flowed('supplier', 'supplier'));
  expect(supplied?.near).toEqual([' of ', 'this supplier']);
  const managed = { parameter: 'manager', noun: 'manager', said: ['this director'] };
  expect(whereaboutsOf({ manager: 'X' }, undefined, managed)?.far).toEqual([
    ' whose manager is ',
    'this director',
  ]);
});
