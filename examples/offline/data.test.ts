import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  entities,
  entityNames,
  pages,
  people,
  type Row,
  relations,
  repeated,
  seedsOf,
  tables,
  values,
  workspace,
} from './papers.ts';

const columns = (rows: readonly Row[]) => Object.keys(rows[0] ?? {});
const isDate = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

test.each(tables)('$file: 6 to 12 rows with the same columns, no two alike', ({ rows }) => {
  expect(rows.length).toBeGreaterThanOrEqual(6);
  expect(rows.length).toBeLessThanOrEqual(12);
  for (const item of rows) expect(Object.keys(item)).toEqual(columns(rows));
  for (const column of columns(rows)) {
    const list = values(rows, column);
    const ordered = list.every((value) => typeof value === 'number' || isDate(value));
    // Ties of a number or a date would reject every question for the largest or the newest.
    if (ordered || column === 'name')
      expect({ column, twice: repeated(list) }).toEqual({ column, twice: [] });
  }
});

test('one table is the longest: two of that length would look like the limit of a server', () => {
  const [longest = 0, next = 0] = tables.map(({ rows }) => rows.length).toSorted((a, b) => b - a);
  expect(longest).toBeGreaterThan(next);
});

test('half a dozen tables, whose names never mean two things', () => {
  expect(tables).toHaveLength(6);
  expect(repeated(tables.flatMap(({ rows }) => values(rows, 'name')))).toEqual([]);
});

/** Columns that hold a person or a museum. */
const joining =
  'director keeper curator courier recipient home_museum host_museum lender borrower'.split(' ');

test('the people and museums of every table, and all vessels and workshops, are in the graph', () => {
  const named = tables.flatMap(({ file, rows }) => [
    ...joining.flatMap((column) => values(rows, column)),
    ...(/^(museums|vessels|workshops)/.test(file) ? values(rows, 'name') : []),
  ]);
  const missing = named.filter((name) => name !== undefined && !entityNames.has(String(name)));
  expect(missing).toEqual([]);
});

test('the graph joins known things, each pair and kind once, and is read whole', () => {
  expect(entities.length).toBeGreaterThanOrEqual(30);
  expect(entityNames.size).toBe(entities.length);
  const told = entities.map(({ observations }) => observations.length);
  expect(told.filter((count) => count < 2 || count > 3)).toEqual([]);
  const ends = relations.flatMap(({ from, to }) => [from, to]);
  expect(ends.filter((name) => !entityNames.has(name))).toEqual([]);
  const keys = relations.map(({ from, relationType, to }) => `${from}|${relationType}|${to}`);
  expect(repeated(keys)).toEqual([]);
  // The model view of a call ends at 16,000 characters; the server indents its JSON by two.
  expect(JSON.stringify({ entities, relations }, null, 2).length).toBeLessThan(16_000);
});

test('a loan goes the way that the graph knows', () => {
  const [loans] = tables.filter(({ file }) => file === 'loans.json');
  const ways = loans?.rows.map(({ lender, borrower }) => `${lender} > ${borrower}`);
  const known = relations.filter(({ relationType }) => relationType === 'lends to');
  expect(new Set(ways)).toEqual(new Set(known.map(({ from, to }) => `${from} > ${to}`)));
});

const told = pages.flatMap(({ file, facts }) =>
  facts.map(([key, value]) => ({ file, key, value })),
);

test('every page states six facts or more, under names that stand in no other page', () => {
  expect(pages.filter(({ facts }) => facts.length < 6).map(({ file }) => file)).toEqual([]);
  expect(repeated(told.map(({ key }) => key))).toEqual([]);
});

test('people and things that pages name are those of the graph', () => {
  const persons = told.filter(({ key }) =>
    /^(Chair|Treasurer|Editor|Photographer)$| by$/.test(key),
  );
  const things = told.filter(({ key }) => /^(Host|Vessel|Workshop)$/.test(key));
  expect(persons.length + things.length).toBeGreaterThanOrEqual(8);
  expect(persons.filter(({ value }) => !people.has(value))).toEqual([]);
  expect(things.filter(({ value }) => !entityNames.has(value))).toEqual([]);
});

test('mcp.json names every file of the workspace', () => {
  const seeds = seedsOf('files', 'read_text_file.path');
  // Discovery makes twelve calls of one tool at most.
  expect(seeds.length).toBeLessThanOrEqual(12);
  const files = ['data', 'docs'].flatMap((folder) =>
    readdirSync(join(workspace, folder)).map((file) => `/workspace/${folder}/${file}`),
  );
  expect(seeds.toSorted()).toEqual(files.toSorted());
});

test('each pattern that mcp.json looks for finds one page', () => {
  const words = seedsOf('files', 'search_files.pattern').map((pattern) =>
    pattern.replace(/^\*\*\/\*(\w+)\*$/, '$1'),
  );
  expect(words.length).toBeGreaterThanOrEqual(4);
  const names = [...tables, ...pages].map(({ file }) => file);
  const hits = words.map((word) => names.filter((name) => name.includes(word)).length);
  expect(hits).toEqual(words.map(() => 1));
});
