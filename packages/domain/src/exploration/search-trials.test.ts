import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { searchTrials } from './search-trials.ts';

const text = { type: 'string' };
const search = aTool('files', 'search_files', 'Searches with a glob pattern.', {
  path: text,
  pattern: text,
});
const call = (tool: string, args: JsonObject, observation: Json) => ({
  tool,
  arguments: args,
  observation,
});
const read = (path: string) => call('files/read', { path }, 'Some text.');
const trials = (calls: ReturnType<typeof call>[], tried: ReturnType<typeof call>[] = []) =>
  searchTrials([search], calls, tried).map((each) => each.arguments);

test('words that the name of one file alone has in it, in the folder of all files', () => {
  const calls = ['docs/crate-contract.md', 'docs/loan-contract.md', 'data/museums.json'].map(
    (file) => read(`/workspace/${file}`),
  );
  expect(trials(calls)).toEqual([
    { path: '/workspace', pattern: '**/*crate*' },
    { path: '/workspace', pattern: '**/*loan*' },
    { path: '/workspace', pattern: '**/*museums*' },
  ]);
  expect(
    trials(calls, [call('files/search_files', { path: '/workspace', pattern: '**/*loan*' }, '')]),
  ).toHaveLength(2);
});

test('the folder that the server allows; names out of listings and trees', () => {
  const calls = [
    call('files/list_allowed_directories', {}, 'Allowed directories:\n/home/shop'),
    call('files/list', { path: '/home/shop' }, '[DIR] docs\n[FILE] lease.md\n[FILE] read me.md'),
    call('files/tree', { path: '/home/shop' }, [{ name: 'rota.txt', type: 'file' }]),
  ];
  expect(trials(calls)).toEqual([
    { path: '/home/shop', pattern: '**/*lease*' },
    { path: '/home/shop', pattern: '**/*rota*' },
  ]);
});

test('nothing without a folder, a search, or a word', () => {
  expect(trials([])).toEqual([]);
  expect(trials([read('/a/x1.md'), read('/b/y2.md')])).toEqual([]);
  expect(trials([call('other/read', { path: '/workspace/lease.md' }, '')])).toEqual([]);
  expect(searchTrials([], [read('/workspace/lease.md')], [])).toEqual([]);
});
