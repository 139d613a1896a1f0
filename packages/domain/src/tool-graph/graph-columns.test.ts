import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { graphColumns } from './graph-columns.ts';
import { ANY_NAME } from './meaning.ts';
import { groupsOf, type ObservedCall } from './record-groups.ts';

const call = (tool: string, observation: Json, args: JsonObject = {}): ObservedCall => ({
  tool,
  arguments: args,
  observation,
});
const search = (query: string, ...cities: JsonObject[]) =>
  call('places/search_cities', { cities }, { query });
const brief = (calls: readonly ObservedCall[]) =>
  graphColumns(calls).map(({ path, meaning, names, values }) => [path, meaning, names, values]);

const basel = { name: 'Basel', country: 'Switzerland', people: 173000 };
const lyon = { name: 'Lyon', country: 'France', people: 522000 };

test('columns are seen over all calls of a tool at once', () => {
  expect(brief([search('Basel', basel), search('Lyon', lyon)])).toEqual([
    ['/cities/*/name', 'city', true, ['Basel', 'Lyon']],
    ['/cities/*/country', 'country', true, ['Switzerland', 'France']],
  ]);
});

test('a call made again counts once, so that its values do not seem to recur', () => {
  const once = [search('Basel', basel), search('Lyon', lyon)];
  expect(graphColumns([...once, ...once, ...once])).toEqual(graphColumns(once));
  expect(groupsOf([...once, ...once])[0]?.rows).toHaveLength(2);
});

test('files read by one tool are kept apart by what they hold', () => {
  const read = (file: string, rows: JsonObject[]) =>
    call('files/read_text_file', rows, { path: `/workspace/${file}` });
  const calls = [
    read('museums.json', [{ name: 'Tidehouse' }]),
    read('vessels.json', [{ name: 'Petrel' }]),
  ];
  expect(brief(calls)).toEqual([
    ['/*/name', 'museum', true, ['Tidehouse']],
    ['/*/name', 'vessel', true, ['Petrel']],
  ]);
});

test('a lookup that gives the record itself has columns too', () => {
  const calls = ['Ann', 'Bo'].map((name) =>
    call('staff/find_person', { name, manager: 'Chi', joined: 2019 }, { name }),
  );
  expect(brief(calls)).toEqual([
    ['/*/name', 'person', true, ['Ann', 'Bo']],
    ['/*/manager', 'manager', true, ['Chi']],
  ]);
});

test('both ends of relation triples may name anything; their kind names nothing', () => {
  const relations = [
    { from: 'Ann', to: 'Petrel', relationType: 'commands' },
    { from: 'Bo', to: 'Petrel', relationType: 'maintains' },
  ];
  expect(brief([call('notes/read_graph', { relations })])).toEqual([
    ['/relations/*/from', ANY_NAME, true, ['Ann', 'Bo']],
    ['/relations/*/to', ANY_NAME, true, ['Petrel']],
  ]);
});

test('a plain list of words is a column of what its tool is about', () => {
  expect(brief([call('places/get_regions', ['Africa', 'Asia'])])).toEqual([
    ['/*', 'region', true, ['Africa', 'Asia']],
  ]);
  expect(brief([call('places/get_numbers', [1, 2])])).toEqual([]);
});

test('numbers, dates and codes feed nothing by name; ids do by id', () => {
  const shops = [
    { id: 4, name: 'Quai Nine', rent_eur: 3150, opened: '1999-01-01', currency: 'EUR' },
    { id: 5, name: 'Porta Nuova', rent_eur: 4260, opened: '2001-05-04', currency: 'EUR' },
  ];
  expect(brief([call('files/list_shops', { shops })])).toEqual([
    ['/shops/*/id', 'shop id', false, [4, 5]],
    ['/shops/*/name', 'shop', true, ['Quai Nine', 'Porta Nuova']],
  ]);
});

test('what several texts of one tool say under a key is one column', () => {
  const read = (text: string) => call('files/read_text_file', text, { path: text.slice(0, 3) });
  const calls = [
    read('Keeper: Ines Moreau\nHome country: Malta\nRent: 3 EUR'),
    read('Keeper: Bo Larsen\nSigned on: 2024-01-01\nContract number: X-12'),
  ];
  expect(brief(calls)).toEqual([
    ['/:/Keeper', 'keeper', true, ['Ines Moreau', 'Bo Larsen']],
    ['/:/Home country', 'country', true, ['Malta']],
  ]);
});

test('prose and empty observations have no columns', () => {
  expect(graphColumns(['text', null, {}, 42].map((o) => call('a/read', o)))).toEqual([]);
});

test('equal calls give equal columns', () => {
  const calls = () => [search('Basel', { ...basel }), search('Lyon', { ...lyon })];
  expect(graphColumns(calls())).toEqual(graphColumns(calls()));
});
