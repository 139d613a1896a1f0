import { expect, test } from 'vitest';
import type { Edge } from '../tool-graph/edge.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { confirmedEdges } from './walk-edges.ts';

const standing = (from: string, to: string, confirmed: Standing['confirmed']): Standing => {
  const edge = { from: 'a/b', fromPath: `/*/${from}`, to: 'c/d', toPath: `/${to}`, meaning: 'm' };
  return { edge: edge as Edge, confirmed, values: ['x'], untried: [] };
};
const kept = (from: string, to: string, confirmed: Standing['confirmed'] = 'listing') =>
  confirmedEdges([standing(from, to, confirmed)]).map(({ lists }) => lists);

test.each([
  ['author', 'author'],
  ['authorName', 'author'],
  ['country', 'country'],
  ['name', 'author'],
  ['home_museum', 'museum'],
  ['owner', 'user'],
  ['author_name', 'user_name'],
  ['lead_engineer', 'engineer'],
  ['cofounder', 'founder'],
])('what belongs to the %s may be listed by %s', (from, to) => {
  expect(kept(from, to)).toEqual([true]);
});

test.each([
  ['courier', 'author'],
  ['courier/name', 'author'],
  ['courier', 'authors/*'],
])('who is the %s of a thing is not asked for as the %s of others', (from, to) => {
  expect(kept(from, to)).toEqual([]);
  // Looked up by name it is the same person.
  expect(kept(from, to, 'record')).toEqual([undefined]);
});
