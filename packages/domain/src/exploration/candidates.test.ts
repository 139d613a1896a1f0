import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { walkCandidates } from './candidates.ts';
import type { WalkPlan } from './plan.ts';

const text = { type: 'string' };
const readFile = aTool('files', 'read_text_file', 'Reads a file.', { path: text });
const search = aTool('places', 'search_countries', 'Searches.', { query: text });
const tools = [readFile, search];

const read = (path: string, observation: Json) => ({
  tool: 'files/read_text_file',
  arguments: { path },
  observation,
});
const rows = (extra: JsonObject = {}) =>
  ['Tidehouse', 'Salt Hall', 'Old Mill'].map((name) => ({ name, country: 'Malta', ...extra }));
const museums = read('/workspace/museums.json', rows({ seats: 80 }));

const edge: Edge = {
  from: 'files/read_text_file',
  fromPath: '/*/country',
  to: 'places/search_countries',
  toPath: '/query',
  meaning: 'country',
  confidence: 'high',
  evidence: ['observed'],
};
const confirmed = (changes: Partial<Standing> = {}): Standing => ({
  edge,
  values: ['Malta', 'Peru'],
  untried: [],
  confirmed: 'record',
  ...changes,
});
const plans = (...[calls, known]: [Parameters<typeof walkCandidates>[1], Standing[]]) =>
  walkCandidates(tools, calls, known).map((candidate) => candidate.make(7));
const brief = (...given: [Parameters<typeof walkCandidates>[1], Standing[]]) =>
  plans(...given).map(({ start, pick, hops }) => `${start[0]?.tool} ${pick} ${hops}`);

test('nothing known, nothing to walk', () => {
  expect(walkCandidates(tools, [], [])).toEqual([]);
});

test('a table is walked as a whole, and by an extreme where it has numbers', () => {
  expect(brief([museums], [])).toEqual([
    'files/read_text_file none 0',
    'files/read_text_file extreme 0',
  ]);
  expect(brief([read('/workspace/museums.json', rows())], [])).toEqual([
    'files/read_text_file none 0',
  ]);
});

test('a table as long as its tool lists at most is cut: one of its rows may be named, no more', () => {
  const limit = { type: 'number', default: 3 };
  const listShops = aTool('shops', 'list_shops', 'Lists shops.', { limit });
  const shops = { tool: 'shops/list_shops', arguments: {}, observation: rows({ seats: 80 }) };
  const onward = confirmed({ edge: { ...edge, from: 'shops/list_shops' } });
  const picks = walkCandidates([listShops, search], [shops], [onward]).map(({ make }) => make(1));
  const tables = picks.filter(({ names }) => names === null);
  expect(new Set(tables.map(({ pick }) => pick))).toEqual(new Set(['named']));
});

test('over confirmed lookups a walk goes on, with the sub-DAG as its menu', () => {
  const [first, ...others] = plans([museums], [confirmed()]).filter(
    ({ names, pick, hops }) => names === null && pick === 'named' && hops === 1,
  );
  // Several of a kind: each has a seed of its own, and so a row of its own.
  expect(others).toEqual([first, first, first]);
  expect(first).toEqual({
    kind: 'walk',
    seed: 7,
    start: [{ tool: museums.tool, arguments: museums.arguments }],
    names: null,
    pick: 'named',
    hops: 1,
    menu: [edge],
  });
});

test('a confirmed lookup can start a walk, at each name that was seen', () => {
  const lookups = plans([], [confirmed()]);
  expect(lookups.filter(({ hops }) => hops === 0)).toEqual(
    ['Malta', 'Peru'].map((name) => ({
      kind: 'walk',
      seed: 7,
      start: [{ tool: 'places/search_countries', arguments: { query: name } }],
      names: [name],
      pick: 'named',
      hops: 0,
      menu: [],
    })),
  );
});

test('nothing goes over an edge that is open or refuted', () => {
  expect(brief([museums], [confirmed({ confirmed: null })])).toEqual(brief([museums], []));
});

const shapes = (ending: readonly WalkPlan[]) => [
  ...new Set(ending.map(({ pick, hops }) => `${pick} ${hops}`)),
];

test('over a listing a walk ends: it starts none, and leads no further', () => {
  const known = [confirmed({ confirmed: 'listing' })];
  const ending = plans([museums], known).filter(({ ends }) => ends === 'listing');
  expect(shapes(ending)).toEqual(['extreme 1', 'named 1']);
  for (const { menu } of ending) expect(menu).toEqual([{ ...edge, lists: true }]);
  const others = plans([museums], known).filter(({ ends }) => ends === undefined);
  expect(others).toEqual(plans([museums], []));
  expect(plans([], known)).toEqual([]);
});

test('a listing may be reached over a lookup', () => {
  const cities: Edge = { ...edge, from: edge.to, fromPath: '/*/capital' };
  const known = [confirmed(), confirmed({ edge: cities, confirmed: 'listing', values: ['Lima'] })];
  const ending = plans([museums], known).filter(
    ({ ends, names }) => ends === 'listing' && names === null,
  );
  expect(shapes(ending)).toEqual(['extreme 2', 'named 2']);
});

test('a table with dates has a first and a last', () => {
  const opened = ['1999-01-02', '2003-04-05', '2011-06-07'];
  const dated = rows().map((row, at) => ({ ...row, opened: opened[at] ?? '' }));
  expect(brief([read('/workspace/museums.json', dated)], [])).toContain(
    'files/read_text_file extreme 0',
  );
});

test('ids start no walk: nobody would ask by them', () => {
  expect(walkCandidates(tools, [], [confirmed({ values: [1, 2, 3] })])).toEqual([]);
  const hashes = confirmed({ edge: { ...edge, meaning: 'commit id' }, values: ['9fceb02d'] });
  expect(walkCandidates(tools, [], [hashes])).toEqual([]);
});

test('a call over an edge has what must stand beside its value', () => {
  const beside = confirmed({ edge: { ...edge, companions: { folder: 'Atlas' } } });
  const starts = plans([], [beside]).flatMap(({ start }) => start.map((call) => call.arguments));
  expect(starts).toContainEqual({ folder: 'Atlas', query: 'Malta' });
});

test('calls and edges of tools that are not kept give nothing', () => {
  expect(walkCandidates([search], [museums], [])).toEqual([]);
  expect(walkCandidates([readFile], [museums], [confirmed()]).map(({ key }) => key)).toEqual(
    walkCandidates([readFile], [museums], []).map(({ key }) => key),
  );
});

test('tables that cannot be named in a question are left alone', () => {
  const nameless = {
    tool: 'files/read_text_file',
    arguments: {},
    observation: { entities: rows() },
  };
  const short = read('/workspace/museums.json', rows().slice(0, 2));
  expect(walkCandidates(tools, [nameless, short], [])).toEqual([]);
});

test('each key once, in an order that the input alone decides', () => {
  const calls = [museums, museums, read('/workspace/vessels.json', rows({ seats: 4 }))];
  const known = [confirmed(), confirmed({ edge: { ...edge, fromPath: '/*/home country' } })];
  const keys = () => walkCandidates(tools, calls, known).map(({ key }) => key);
  expect(keys()).toEqual(keys());
  expect(new Set(keys()).size).toBe(keys().length);
});

test('the seed is all that two plans of one candidate differ in', () => {
  for (const candidate of walkCandidates(tools, [museums], [confirmed()]))
    expect(candidate.make(1)).toEqual({ ...candidate.make(2), seed: 1 });
});
