import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Tool } from '../catalog/tool.ts';
import type { Json, JsonObject } from '../json.ts';
import { edgeKey, linkTools } from './link.ts';
import type { ObservedCall } from './record-groups.ts';

const text = { type: 'string' };
const readFile = aTool('files', 'read_text_file', 'Reads a file.', { path: text });
const readGraph = aTool('notes', 'read_graph', 'Reads the graph.', {});
const searchNodes = aTool('notes', 'search_nodes', 'Searches nodes.', { query: text });
const searchCountries = aTool('places', 'search_countries', 'Searches countries.', { query: text });
const searchCities = aTool('places', 'search_cities', 'Searches cities.', { query: text });
const byRegion = aTool('places', 'get_countries_by_region', 'By region.', { region: text });

const museums: ObservedCall = {
  tool: 'files/read_text_file',
  arguments: { path: '/workspace/museums.json' },
  observation: [
    { name: 'Tidehouse', city: 'Piran', country: 'Slovenia', style: 'open air', seats: 80 },
    { name: 'Salt Hall', city: 'Ventspils', country: 'Latvia', style: 'maritime', seats: 120 },
  ],
};
const graph: ObservedCall = {
  tool: 'notes/read_graph',
  arguments: {},
  observation: { relations: [{ from: 'Ann', to: 'Tidehouse', relationType: 'curates' }] },
};

/** The edges as `path > tool/parameter confidence`. */
const links = (tools: readonly Tool[], calls: readonly ObservedCall[] = [museums]) =>
  linkTools(tools, calls).map((e) => `${e.fromPath} > ${e.to}${e.toPath} ${e.confidence}`);
const taking = (tool: string, parameters: Record<string, JsonObject>) =>
  links([readFile, aTool('places', tool, 'd', parameters)]);

test('a country feeds a search for countries, a city one for cities, neither the other', () => {
  expect(links([readFile, searchCountries, searchCities])).toEqual([
    '/*/city > places/search_cities/query high',
    '/*/country > places/search_countries/query high',
  ]);
});

test('a lookup of anything takes every name and no common word, with low confidence', () => {
  expect(links([readFile, searchNodes])).toEqual([
    '/*/name > notes/search_nodes/query low',
    '/*/city > notes/search_nodes/query low',
    '/*/country > notes/search_nodes/query low',
  ]);
});

test('the ends of relation triples feed a lookup of anything, and nothing that wants a kind', () => {
  expect(links([readGraph, searchNodes, searchCountries], [graph])).toEqual([
    '/relations/*/from > notes/search_nodes/query medium',
    '/relations/*/to > notes/search_nodes/query medium',
  ]);
});

test('a listing by region takes regions, not countries', () => {
  expect(links([readFile, byRegion])).toEqual([]);
  const regions = { tool: 'places/get_regions', arguments: {}, observation: ['Africa', 'Asia'] };
  expect(links([byRegion], [regions])).toEqual(['/* > places/get_countries_by_region/region high']);
});

test('a parameter that needs others, has fixed values or another type is not fed', () => {
  expect(taking('search_cities', { query: text, radius: { type: 'number' } })).toEqual([]);
  expect(taking('search_cities', { query: { ...text, enum: ['Piran'] } })).toEqual([]);
  expect(taking('search_cities', { query: { type: 'number' } })).toEqual([]);
  expect(taking('list_cities', { sort_by: text })).toEqual([]);
  const limit = { type: 'number', default: 5 };
  expect(taking('search_cities', { query: text, limit })).toHaveLength(1);
  expect(taking('search_cities', { names: { type: 'array', items: text } })).toEqual([
    '/*/city > places/search_cities/names/* high',
  ]);
});

const promising = (outputSchema: Json): Tool => ({
  ...aTool('shops', 'list_shops', 'Lists shops.', {}),
  outputSchema: outputSchema as JsonObject,
});
const shop = {
  type: 'object',
  properties: { name: text, country: text, open: { type: 'boolean' } },
};
const shops = (items: Json) => ({
  type: 'object',
  properties: { shops: { type: 'array', items } },
});

test('an output schema is evidence before anything was observed', () => {
  const [edge, ...others] = linkTools([promising(shops(shop)), searchCountries], []);
  expect(others).toEqual([]);
  expect(edge).toMatchObject({
    from: 'shops/list_shops',
    fromPath: '/shops/*/country',
    to: 'places/search_countries',
    toPath: '/query',
    meaning: 'country',
    confidence: 'high',
    evidence: ['schema'],
  });
});

test('references and nullable types in an output schema are followed', () => {
  const nullable = { anyOf: [text, { type: 'null' }] };
  const record = { type: 'object', properties: { country: nullable, open: { type: 'boolean' } } };
  const schema = { ...shops({ $ref: '#/$defs/Shop' }), $defs: { Shop: record } };
  expect(linkTools([promising(schema), searchCountries], [])).toHaveLength(1);
});

test('what the schema promised and a call showed is one edge with both kinds of evidence', () => {
  const observation = { shops: [{ name: 'Quai Nine', country: 'France' }] };
  const seen = { tool: 'shops/list_shops', arguments: {}, observation };
  const edges = linkTools([promising(shops(shop)), searchCountries], [seen]);
  expect(edges.map(({ evidence }) => evidence)).toEqual([['schema', 'observed']]);
});

test('equal inputs give equal lists, and no edge twice', () => {
  const tools = [readFile, readGraph, searchNodes, searchCountries, searchCities];
  const edges = linkTools(tools, [museums, graph, museums]);
  expect(linkTools(tools, [museums, graph])).toEqual(edges);
  expect(new Set(edges.map(edgeKey)).size).toBe(edges.length);
  const turned = linkTools(tools.toReversed(), [graph, museums]);
  expect(new Set(turned.map(edgeKey))).toEqual(new Set(edges.map(edgeKey)));
});
