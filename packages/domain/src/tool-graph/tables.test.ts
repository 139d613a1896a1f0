import { expect, test } from 'vitest';
import { labelKey, objectArrays, relationsOf, tablesOf } from './tables.ts';

const towns = [
  { name: 'Basel', country: 'CH', people: 173000 },
  { name: 'Lyon', country: 'FR', people: 522000 },
  { name: 'Verona', country: 'IT', people: 255000, twin: 'Albany' },
];
const relations = [
  { from: 'Ann', to: 'Porta Nuova', relationType: 'manages' },
  { from: 'Bo', to: 'Quai Nine', relationType: 'manages' },
];

test('arrays of objects are found by property names, outermost first', () => {
  const observation = { total: 3, page: { rows: towns }, links: relations, tags: ['a'], none: [] };
  expect([...objectArrays(observation)].map(({ steps }) => steps)).toEqual([
    ['page', 'rows'],
    ['links'],
  ]);
  expect([...objectArrays(towns)]).toEqual([{ steps: [], rows: towns }]);
});

test('no array is crossed, and a mixed array is none of objects', () => {
  expect([...objectArrays([{ rows: towns }])].map(({ steps }) => steps)).toEqual([[]]);
  expect([...objectArrays([...towns, 'and more'])]).toEqual([]);
  expect([...objectArrays({ a: { b: { c: { d: { e: towns } } } } })]).toEqual([]);
  for (const scalar of [null, 'text', 3, true]) expect([...objectArrays(scalar)]).toEqual([]);
});

test('a label stands in every record, as text', () => {
  expect(labelKey(towns)).toBe('name');
  expect(labelKey([{ title: 'A' }, { title: 'B', name: 'C' }])).toBe('title');
  expect(labelKey([{ name: '' }])).toBeUndefined();
  expect(labelKey([{ name: 3 }])).toBeUndefined();
  expect(labelKey([{ city: 'Basel' }])).toBeUndefined();
});

test('a table has three records, each with a name of its own', () => {
  const [table, ...others] = tablesOf({ found: towns });
  expect(others).toEqual([]);
  expect(table).toMatchObject({ pointer: '/found', steps: ['found'], label: 'name', rows: towns });
  expect(tablesOf(towns.slice(0, 2))).toEqual([]);
  expect(tablesOf([...towns, { ...towns[0], country: 'DE' }])).toEqual([]);
});

test('the columns of a table are those of any of its records', () => {
  const columns = tablesOf(towns)[0]?.columns ?? [];
  expect(columns.map(({ key, kind, dense }) => [key, kind, dense])).toEqual([
    ['name', 'label', true],
    ['country', 'code', true],
    ['people', 'number', true],
    ['twin', 'name', false],
  ]);
});

test('relation triples are known by their three texts, under any of the usual keys', () => {
  expect(relationsOf({ relations })).toEqual([
    {
      steps: ['relations'],
      pointer: '/relations',
      rows: relations,
      from: 'from',
      to: 'to',
      type: 'relationType',
    },
  ]);
  const other = [{ subject: 'Ann', predicate: 'owns', object: 'a boat' }];
  expect(relationsOf(other)[0]).toMatchObject({ from: 'subject', to: 'object', type: 'predicate' });
  expect(relationsOf([{ from: 1, to: 2, type: 'manages' }])).toEqual([]);
  expect(relationsOf(towns)).toEqual([]);
});

test('awkward keys give pointers that can be read back', () => {
  const [table] = tablesOf({ 'a/b': { 'c~d': towns } });
  expect(table).toMatchObject({ pointer: '/a~1b/c~0d', steps: ['a/b', 'c~d'] });
});
