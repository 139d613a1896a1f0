import { join } from 'node:path';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { keptLibraries, type RunBundles } from './kept-libraries.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let dir: string;
beforeAll(async () => {
  folder = await tempFolder();
  dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
});
afterAll(() => folder?.[Symbol.asyncDispose]());

/** Bundles of all runs but `none` and those that are gone; what was fetched, and what is still open. */
function makeBundles() {
  const fetched: string[] = [];
  const open = new Set<string>();
  const gone = new Set(['none']);
  let mostOpen = 0;
  const bundles: RunBundles = {
    async open(runId) {
      fetched.push(runId);
      if (gone.has(runId)) return null;
      if (runId === 'broken') throw new Error('the database is away');
      open.add(runId);
      mostOpen = Math.max(mostOpen, open.size);
      return { dir, [Symbol.asyncDispose]: async () => void open.delete(runId) };
    },
    has: async (runId) => !gone.has(runId),
  };
  return { fetched, open, gone, bundles, mostOpen: () => mostOpen };
}

function keptTwo(bundles: RunBundles) {
  const libraries = keptLibraries(bundles, 2);
  onTestFinished(() => libraries.close());
  return libraries.of;
}

test('a bundle is fetched when it is first asked for, and let go when it was read', async () => {
  const { fetched, open, bundles } = makeBundles();
  const libraryOf = keptTwo(bundles);
  const [one, two] = await Promise.all([libraryOf('a'), libraryOf('a')]);
  expect(one).toBe(two);
  expect(one?.tasks).toBe(sampleTasks.length);
  expect({ fetched, open }).toEqual({ fetched: ['a'], open: new Set() });
});

test('those that were asked for last are kept', async () => {
  const { fetched, bundles } = makeBundles();
  const libraryOf = keptTwo(bundles);
  for (const runId of ['a', 'b', 'a', 'c', 'a', 'b']) await libraryOf(runId);
  expect(fetched).toEqual(['a', 'b', 'c', 'b']);
});

test('one that a session still uses is given again, and not read a second time', async () => {
  const { fetched, bundles } = makeBundles();
  const libraryOf = keptTwo(bundles);
  const first = await libraryOf('a');
  const leave = first?.use();
  for (const runId of ['b', 'c']) await libraryOf(runId);
  expect(await libraryOf('a')).toBe(first);
  leave?.();
  // It is kept once more, so it is open, and closes when others take its place.
  first?.use()?.();
  for (const runId of ['b', 'c']) await libraryOf(runId);
  expect(first?.use()).toBeUndefined();
  expect(await libraryOf('a')).not.toBe(first);
  expect(fetched).toEqual(['a', 'b', 'c', 'b', 'c', 'a']);
});

test('what is not there, or failed, is asked for again', async () => {
  const { fetched, bundles } = makeBundles();
  const libraryOf = keptTwo(bundles);
  for (let times = 0; times < 2; times += 1) {
    expect(await libraryOf('none')).toBeNull();
    await expect(libraryOf('broken')).rejects.toThrow('the database is away');
  }
  expect(fetched).toEqual(['none', 'broken', 'none', 'broken']);
  expect(await libraryOf(undefined)).toBeNull();
});

test('a run that was removed is not served from what was kept', async () => {
  const { fetched, gone, bundles } = makeBundles();
  const libraryOf = keptTwo(bundles);
  expect(await libraryOf('a')).not.toBeNull();
  gone.add('a');
  expect([await libraryOf('a'), await libraryOf('a')]).toEqual([null, null]);
  expect(fetched).toEqual(['a', 'a']);
});

test('few bundles are read at once, some wait in line, and more are told to come again', async () => {
  const { fetched, bundles, mostOpen } = makeBundles();
  const libraryOf = keptTwo(bundles);
  const runs = Array.from({ length: 200 }, (_, at) => `run-${at}`);
  // Each is asked for twice at once, and read once.
  const asked = await Promise.allSettled(runs.flatMap((run) => [libraryOf(run), libraryOf(run)]));
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(mostOpen()).toBe(2);
  expect(fetched).toEqual(runs.slice(0, 34));
  expect(refused).toHaveLength(400 - 68);
  expect(refused[0]).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  // The line has moved on.
  expect(await libraryOf('run-199')).not.toBeNull();
});
