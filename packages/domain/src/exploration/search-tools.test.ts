import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import { askedFor, searchTool } from './search-tools.ts';

const text = { type: 'string' };
const glob = { type: 'string', description: 'A glob pattern such as **/*.md' };

test('a pattern that is a glob, and a folder', () => {
  const files = aTool('files', 'search_files', 'Searches with a glob.', {
    path: text,
    pattern: text,
  });
  expect(searchTool(files)).toEqual({
    tool: 'files/search_files',
    pattern: '/pattern',
    folder: '/path',
  });
  const find = aTool('fs', 'find', 'Finds files.', { glob, root_dir: text });
  expect(searchTool(find)).toMatchObject({ pattern: '/glob', folder: '/root_dir' });
  const anywhere = aTool('fs', 'find', 'Finds files.', { name_pattern: glob });
  expect(searchTool(anywhere)).toMatchObject({ pattern: '/name_pattern', folder: undefined });
});

test.each([
  ['no word of globs', 'Searches.', { path: text, pattern: text }],
  ['no pattern', 'Searches with a glob.', { path: text, query: text }],
  [
    'something else needed',
    'Searches with a glob.',
    { path: text, pattern: text, depth: { type: 'integer' } },
  ],
  ['a folder of another name', 'Searches with a glob.', { pattern: text, bucket: text }],
])('%s: no search', (_, description, parameters) => {
  expect(searchTool(aTool('files', 'search', description, parameters))).toBeUndefined();
});

test('the word is what the pattern was made of', () => {
  const search = { tool: 'files/search', pattern: '/pattern', folder: '/path' };
  const asked = (pattern: string) => askedFor(search, { path: '/workspace', pattern });
  expect(asked('**/*lease*')).toEqual({ word: 'lease', folder: '/workspace' });
  expect(asked('**/*.md')).toBeUndefined();
  expect(asked('**/*a*b*')).toBeUndefined();
  expect(asked('lease')).toBeUndefined();
});
