import { join } from 'node:path';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptLibraries } from './kept-libraries.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let dir: string;
beforeAll(async () => {
  folder = await tempFolder();
  dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
});
afterAll(() => folder?.[Symbol.asyncDispose]());

/** Bundles of all runs but `none`; what was fetched, and what is still open. */
function bundles() {
  const fetched: string[] = [];
  const open = new Set<string>();
  const bundleOf = async (runId: string) => {
    fetched.push(runId);
    if (runId === 'none') return null;
    if (runId === 'broken') throw new Error('the database is away');
    open.add(runId);
    return { dir, [Symbol.asyncDispose]: async () => void open.delete(runId) };
  };
  return { fetched, open, bundleOf };
}

test('a bundle is fetched when it is first asked for, and let go when it was read', async () => {
  const { fetched, open, bundleOf } = bundles();
  const libraryOf = keptLibraries(bundleOf, 2);
  const [one, two] = await Promise.all([libraryOf('a'), libraryOf('a')]);
  expect(one).toBe(two);
  expect(one?.tasks.size).toBe(sampleTasks.length);
  expect({ fetched, open }).toEqual({ fetched: ['a'], open: new Set() });
});

test('those that were asked for last are kept', async () => {
  const { fetched, bundleOf } = bundles();
  const libraryOf = keptLibraries(bundleOf, 2);
  for (const runId of ['a', 'b', 'a', 'c', 'a', 'b']) await libraryOf(runId);
  expect(fetched).toEqual(['a', 'b', 'c', 'b']);
});

test('what is not there, or failed, is asked for again', async () => {
  const { fetched, bundleOf } = bundles();
  const libraryOf = keptLibraries(bundleOf, 2);
  for (let times = 0; times < 2; times += 1) {
    expect(await libraryOf('none')).toBeNull();
    await expect(libraryOf('broken')).rejects.toThrow('the database is away');
  }
  expect(fetched).toEqual(['none', 'broken', 'none', 'broken']);
  expect(await libraryOf(undefined)).toBeNull();
});
