import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { ServerPolicy } from '../catalog/tool.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { knownValues } from './known-values.ts';

const text = { type: 'string' };
const search = aTool('geo', 'search', 'd', { query: text, kind: { enum: ['city', 'lake'] } });
const distance = aTool('maps', 'distance', 'd', {
  from: { type: 'object', properties: { latitude: { type: 'number' } } },
});
const policy: ServerPolicy = {
  server: 'geo',
  trust: 'annotations',
  workspace: false,
  include: [],
  exclude: [],
  seedValues: { query: ['Bern', 'Basel'], kind: ['city'] },
};
const edge = { to: 'maps/distance', toPath: '/from/latitude' } as Edge;

test('seeds, arguments that succeeded and columns of confirmed edges, each once and no enum', () => {
  const known = knownValues({
    tools: [search, distance],
    policies: new Map([['geo', policy]]),
    tried: [
      { tool: 'geo/search', arguments: { query: 'Lugano', kind: 'lake' }, observation: [] },
      { tool: 'geo/search', arguments: { query: 'Bern' }, observation: ['Bern'] },
      { tool: 'geo/search', arguments: { query: 'Nowhere' }, observation: null },
      { tool: 'gone/tool', arguments: { query: 'x' }, observation: 1 },
    ],
    standings: [
      { edge, confirmed: 'record', values: [46.52, 46.95] },
      { edge, confirmed: null, values: [1, 2] },
    ],
  });
  expect(known).toEqual([
    { tool: 'geo/search', pointer: '/query', values: ['Bern', 'Basel', 'Lugano'] },
    { tool: 'maps/distance', pointer: '/from/latitude', values: [46.52, 46.95] },
  ]);
});

test('a value too long to be said, and more than forty of them, are left out', () => {
  const tried = Array.from({ length: 60 }, (_, at) => ({
    tool: 'geo/search',
    arguments: { query: at === 0 ? 'x'.repeat(500) : `city ${at}` },
    observation: at,
  }));
  const [first] = knownValues({ tools: [search], policies: new Map(), tried, standings: [] });
  expect(first?.values).toHaveLength(40);
  expect(first?.values[0]).toBe('city 1');
});
