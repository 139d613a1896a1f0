import { expect, test } from 'vitest';
import { foundPath } from './found-path.ts';

test('the whole answer, or the only element of a list, may be the path', () => {
  const path = '/workspace/docs/lease.md';
  expect(foundPath(path)).toEqual({ path, steps: [], list: false, pointer: '' });
  expect(foundPath([path])).toEqual({ path, steps: [], list: true, pointer: '/0' });
  expect(foundPath({ root: '/workspace', files: [path] })).toEqual({
    path,
    steps: ['files'],
    list: true,
    pointer: '/files/0',
  });
});

test.each([
  ['/a/b.md\n/a/c.md'],
  ['No matches found'],
  ['docs/lease.md'],
  ['/workspace/**/*lease*'],
  [['/a/b.md', '/a/c.md']],
  [[]],
  [{ files: ['/a/b.md'], skipped: ['/a/c.md'] }],
  [{ path: '/a/b.md' }],
  [null],
])('%j is not one path', (observation) => {
  expect(foundPath(observation)).toBeUndefined();
});
