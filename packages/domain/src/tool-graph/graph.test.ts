import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edge } from './edge.ts';
import { neighbourhood, toolGraph } from './graph.ts';

const tools = ['a', 'b', 'c', 'd'].map((name) => aTool('s', name, 'd', {}));
const edge = (from: string, to: string, fromPath = '/*/name'): Edge => ({
  from: `s/${from}`,
  fromPath,
  to: `s/${to}`,
  toPath: '/query',
  meaning: 'city',
  confidence: 'high',
  evidence: ['observed'],
});
const chain = [edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('a', 'b', '/*/city')];
const shown = (edges: readonly Edge[]) =>
  edges.map(({ from, to, fromPath }) => `${from}>${to} ${fromPath}`);

test('every kept tool is a node; edges of dropped tools are left out', () => {
  const graph = toolGraph(tools, [...chain, edge('a', 'gone'), edge('gone', 'a')]);
  expect(graph.order).toBe(4);
  expect(graph.size).toBe(4);
});

test('two edges between the same tools are two; the same edge twice is one', () => {
  const graph = toolGraph(tools, [edge('a', 'b'), edge('a', 'b', '/*/city'), edge('a', 'b')]);
  expect(graph.size).toBe(2);
});

test('a neighbourhood grows by one step at a time', () => {
  const graph = toolGraph(tools, chain);
  const first = ['s/a>s/b /*/city', 's/a>s/b /*/name'];
  expect(neighbourhood(graph, 's/a', 0)).toEqual([]);
  expect(shown(neighbourhood(graph, 's/a', 1))).toEqual(first);
  expect(shown(neighbourhood(graph, 's/a', 2))).toEqual([...first, 's/b>s/c /*/name']);
  expect(neighbourhood(graph, 's/d', 2)).toEqual([]);
  expect(neighbourhood(graph, 's/gone', 2)).toEqual([]);
});

test('rings and loops end', () => {
  const ring = toolGraph(tools, [edge('a', 'b'), edge('b', 'a'), edge('a', 'a')]);
  expect(neighbourhood(ring, 's/a', 9)).toHaveLength(3);
});

test('the order in which edges and tools came does not matter', () => {
  const all = { minLength: chain.length, maxLength: chain.length };
  const expected = neighbourhood(toolGraph(tools, chain), 's/a', 2);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(chain, all),
      fc.shuffledSubarray(tools, { minLength: 4, maxLength: 4 }),
      (edges, nodes) => {
        expect(neighbourhood(toolGraph(nodes, edges), 's/a', 2)).toEqual(expected);
      },
    ),
  );
});
