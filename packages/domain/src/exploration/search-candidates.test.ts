import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { walkCandidates } from './candidates.ts';

const text = { type: 'string' };
const search = aTool('files', 'search_files', 'Searches with a glob pattern.', {
  path: text,
  pattern: text,
});
const read = aTool('files', 'read', 'Reads.', { path: text });
const call = (tool: string, args: JsonObject, observation: Json) => ({
  tool,
  arguments: args,
  observation,
});
const found = '/workspace/docs/lease.md';
const asked = { path: '/workspace', pattern: '**/*lease*' };
const edge: Edge = {
  from: 'files/search_files',
  fromPath: '',
  to: 'files/read',
  toPath: '/path',
  meaning: 'path',
  confidence: 'high',
  evidence: ['executed'],
};
const reading: Standing = { edge, values: [found], untried: [], confirmed: 'reading' };
const paper = call('files/read', { path: found }, 'Keeper: Ada Quist\nShift: 6 hours');
const plans = (standing: Standing, ...calls: ReturnType<typeof call>[]) =>
  walkCandidates([search, read], calls, [standing])
    .map((candidate) => candidate.make(7))
    .filter((plan) => plan.search !== undefined);
const searched = call('files/search_files', asked, found);

test('a file that a search found is walked as if it had been named', () => {
  expect(plans(reading, searched, paper)).toEqual([
    {
      kind: 'walk',
      seed: 7,
      start: [{ tool: 'files/search_files', arguments: asked }],
      names: null,
      pick: 'document',
      hops: 0,
      menu: [],
      search: { word: 'lease', folder: '/workspace', edge },
    },
  ]);
});

test('not where the search found several files or none, or was made of no word', () => {
  const others = [
    call('files/search_files', asked, `${found}\n/workspace/lease.txt`),
    call('files/search_files', asked, 'No matches found'),
    call('files/search_files', { ...asked, pattern: '**/*.md' }, found),
  ];
  for (const other of others) expect(plans(reading, other, paper)).toEqual([]);
});

test('nor before the reading is confirmed and made', () => {
  expect(plans({ ...reading, confirmed: null }, searched, paper)).toEqual([]);
  expect(plans(reading, searched)).toEqual([]);
});
