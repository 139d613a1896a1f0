import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { groupsOf, type ObservedCall, recordColumns } from './record-groups.ts';

const asked = (query: string, observation: Json): ObservedCall => ({
  tool: 'places/search_cities',
  arguments: { query },
  observation,
});
const city = (name: string, country: string) => ({ cities: [{ name, country }] });
const place = { tool: 'places/search_cities', steps: ['cities'] };

test('one record says little; all calls together say what a column holds', () => {
  const calls = ['Basel', 'Bern', 'Chur', 'Genf'].map((name) =>
    asked(name, city(name, 'Switzerland')),
  );
  const more = ['Lyon', 'Nice'].map((name) => asked(name, city(name, 'France')));
  const kinds = (some: readonly ObservedCall[]) =>
    recordColumns(some)(place).map(({ key, kind, distinct }) => [key, kind, distinct]);
  expect(kinds(calls.slice(0, 1))).toEqual([
    ['name', 'name', 1],
    ['country', 'name', 1],
  ]);
  expect(kinds([...calls, ...more])).toEqual([
    ['name', 'name', 6],
    ['country', 'category', 2],
  ]);
  expect(kinds([...more, ...calls])).toEqual(kinds([...calls, ...more]));
});

test('a place that was never seen has no columns', () => {
  const columns = recordColumns([asked('Basel', city('Basel', 'Switzerland'))]);
  expect(columns({ ...place, steps: ['towns'] })).toEqual([]);
  expect(columns({ ...place, tool: 'other/search_cities' })).toEqual([]);
});

test('the same arguments in another order of keys are the same call', () => {
  const call = asked('Basel', city('Basel', 'Switzerland'));
  const one = { ...call, arguments: { query: 'Basel', limit: 5 } };
  const two = { ...call, arguments: { limit: 5, query: 'Basel' } };
  expect(groupsOf([one, two])[0]?.rows).toHaveLength(1);
  expect(groupsOf([one, call])[0]?.rows).toHaveLength(2);
});

test('relation triples are no records', () => {
  const relations = [{ from: 'Ann', to: 'Basel', relationType: 'likes' }];
  expect(groupsOf([asked('Ann', { relations })])).toEqual([]);
});
