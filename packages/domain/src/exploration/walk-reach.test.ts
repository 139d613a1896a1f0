import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { makeReach } from './walk-reach.ts';

const edge = (from: string, column: string, to: string, lists = false) =>
  ({
    from,
    fromPath: `/*/${column}`,
    to,
    toPath: '/name',
    meaning: 'name',
    lists,
  }) as unknown as Edge;
const MENU = [
  edge('boats', 'name', 'people'),
  edge('boats', 'owner', 'people'),
  edge('people', 'boss', 'people'),
  edge('people', 'boss', 'log', true),
];
const boats = { tool: 'boats', arguments: {} };
const person = (name: string) => ({ tool: 'people', arguments: { name } });
const reach = (known: readonly [{ tool: string; arguments: object }, Json][]) => {
  const calls = known.map(([call, observation]) => ({ ...call, observation }));
  const made = makeReach(calls as Parameters<typeof makeReach>[0]);
  return (hops: number, ends?: 'listing', start: Parameters<typeof made>[0] = boats) =>
    made(start, { menu: MENU, hops, ends }, ({ fromPath }) => fromPath !== '/*/name');
};

test('what was never asked may lead wherever its edges do', () => {
  expect(reach([])(1)).toBe(true);
  expect(reach([])(2, 'listing')).toBe(true);
  expect(reach([])(1, 'listing')).toBe(false);
});

test('an answer that holds nothing to go on with ends the way', () => {
  expect(reach([[boats, [{ owner: '' }]]])(1)).toBe(false);
  const owned: [typeof boats, Json] = [boats, [{ owner: 'Ada' }]];
  expect(reach([owned])(1)).toBe(true);
  // Ada was not asked for yet.
  expect(reach([owned])(2)).toBe(true);
  expect(reach([owned, [person('Ada'), [{ name: 'Ada', boss: null }]]])(2)).toBe(false);
  const led: [ReturnType<typeof person>, Json] = [person('Ada'), [{ name: 'Ada', boss: 'Ben' }]];
  expect(reach([owned, led])(2)).toBe(true);
  expect(reach([owned, led])(2, 'listing')).toBe(true);
});

test('a call that failed leads nowhere', () => {
  const owned: [typeof boats, Json] = [boats, [{ owner: 'Ada' }]];
  expect(reach([[boats, null]])(1)).toBe(false);
  expect(reach([owned, [person('Ada'), null]])(2)).toBe(false);
});

test('by its own name nothing leads on, neither at the start nor on the way', () => {
  expect(reach([[boats, [{ name: 'Dourada' }]]])(1)).toBe(false);
  const owned: [typeof boats, Json] = [boats, [{ owner: 'Ada' }]];
  const back = [edge('boats', 'owner', 'people'), edge('people', 'name', 'log')];
  const made = makeReach([
    { ...owned[0], observation: owned[1] },
    { ...person('Ada'), observation: [{ name: 'Ada Quist' }] },
  ]);
  expect(made(boats, { menu: back, hops: 2, ends: undefined }, () => true)).toBe(false);
});
