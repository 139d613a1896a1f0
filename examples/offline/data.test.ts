import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mcpConfigSchema } from '@firefly/contracts/mcp-config';
import { beforeAll, expect, test } from 'vitest';
import { install } from './install.ts';

const workspace = join(import.meta.dirname, 'workspace');
const read = (...path: string[]) => readFileSync(join(workspace, ...path), 'utf8');
type Row = Readonly<Record<string, string | number>>;
type GraphRow =
  | { type: 'entity'; name: string; entityType: string; observations: string[] }
  | { type: 'relation'; from: string; to: string; relationType: string };

const tables = readdirSync(join(workspace, 'data')).map((file) => {
  const rows: readonly Row[] = JSON.parse(read('data', file));
  return { file, rows };
});
const graph = read('memory.jsonl')
  .trim()
  .split('\n')
  .map((line): GraphRow => JSON.parse(line));
const entities = graph.filter((item) => item.type === 'entity');
const relations = graph.filter((item) => item.type === 'relation');
const entityNames = new Set(entities.map((entity) => entity.name));

const values = (rows: readonly Row[], column: string) => rows.map((item) => item[column]);
const columns = (rows: readonly Row[]) => Object.keys(rows[0] ?? {});
const repeated = (list: readonly unknown[]) => list.filter((item, at) => list.indexOf(item) !== at);
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

test('mcp.json is read as it stands and names every file of the workspace', () => {
  const text = readFileSync(join(import.meta.dirname, 'mcp.json'), 'utf8');
  const { files: server, notes, places } = mcpConfigSchema.parse(JSON.parse(text)).mcpServers;
  expect([server, notes, places]).not.toContain(undefined);
  const paths = server?.firefly?.seedValues?.['read_text_file.path'] ?? [];
  // Discovery makes twelve calls of one tool at most.
  expect(paths.length).toBeLessThanOrEqual(12);
  const seeds = paths.map((path) => String(path).replace('/workspace/', ''));
  const files = ['data', 'docs'].flatMap((folder) =>
    readdirSync(join(workspace, folder)).map((file) => `${folder}/${file}`),
  );
  expect(seeds.toSorted()).toEqual(files.toSorted());
});

const countryData = 'node_modules/@tansuasici/country-state-city/data';
let countries: string[] = [];

beforeAll(async () => {
  await install(import.meta.dirname);
  const text = readFileSync(join(import.meta.dirname, countryData, 'country.json'), 'utf8');
  const listed: { name: string }[] = JSON.parse(text);
  countries = listed.map(({ name }) => name);
}, 300_000);

test('countries are spelled as the places server spells them', () => {
  const used = tables
    .flatMap(({ rows }) => values(rows, 'country'))
    .filter((name) => name !== undefined);
  expect(used.length).toBeGreaterThan(10);
  const { mcpServers } = mcpConfigSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'mcp.json'), 'utf8')),
  );
  const asked = mcpServers.places?.firefly?.seedValues?.['search_countries.query'] ?? [];
  expect(asked.length).toBeGreaterThanOrEqual(5);
  expect([...used, ...asked].filter((name) => !countries.includes(String(name)))).toEqual([]);
});
