import { expect, test } from 'vitest';
import type { Edge } from '../tool-graph/edge.ts';
import { documentWalks } from './document-candidates.ts';

const read = (path: string, observation: string) => ({
  tool: 'files/read_text_file',
  arguments: { path },
  observation,
});
const paper = read('/workspace/rota.md', 'Keeper: Ada Quist\nShift: 6 hours');
const edge: Edge = {
  from: paper.tool,
  fromPath: '/:/Keeper',
  to: 'notes/open',
  toPath: '/name',
  meaning: 'keeper',
  confidence: 'high',
  evidence: ['executed'],
};
const walks = (menu: readonly Edge[], ...calls: (typeof paper)[]) => [
  ...documentWalks(calls, (_, hops) => (hops === 0 ? [] : [...menu]), 2),
];

test('a document is walked from as far as the confirmed edges reach', () => {
  const [alone, ...others] = walks([], paper);
  expect(others).toEqual([]);
  expect(alone?.make(7)).toEqual({
    kind: 'walk',
    seed: 7,
    start: [{ tool: paper.tool, arguments: paper.arguments }],
    names: null,
    pick: 'document',
    hops: 0,
    menu: [],
  });
  expect(walks([edge], paper).map(({ make }) => [make(1).hops, make(1).menu])).toEqual([
    [0, []],
    [1, [edge]],
    [2, [edge]],
  ]);
});

test('other texts start no walk', () => {
  expect(walks([edge], read('/workspace/a.md', 'Just prose.'))).toEqual([]);
});
