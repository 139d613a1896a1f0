import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest, readRecordings, readTasks, readTools, readTrajectories } from './reader.ts';
import { collect } from './testing/collect.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { sampleToolRows } from './testing/sample-tools.ts';
import { writeBundle, writeCandidates } from './writer.ts';

test('what is written is read back, row by row', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  expect(await collect(readTasks(dir))).toEqual(sampleTasks);
  expect(await collect(readTools(dir))).toEqual(sampleToolRows);
  expect(await collect(readRecordings(dir))).toHaveLength(5);
  expect(await collect(readTrajectories(dir))).toHaveLength(2);
  const { counts, files } = await readManifest(dir);
  expect(counts).toEqual({ tasks: 2, tools: 5, recordings: 5, trajectories: 2, signatures: 2 });
  expect(files.map((file) => file.name)).toHaveLength(5);
  expect(await readdir(folder.path)).toEqual(['bundle']);
});

test('equal rows and meta give equal files', async () => {
  await using folder = await tempFolder();
  const read = async (name: string) => {
    const dir = join(folder.path, name);
    await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
    const names = (await readdir(dir)).sort();
    return Promise.all(names.map(async (n) => [n, await readFile(join(dir, n), 'utf8')]));
  };
  expect(await read('a')).toEqual(await read('b'));
});

test('an older bundle is replaced, an empty folder is filled, any other folder is refused', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await mkdir(dir);
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  await writeBundle(dir, rowsFor([]), sampleMeta);
  expect(await collect(readTasks(dir))).toEqual([]);
  expect(await readdir(folder.path)).toEqual(['bundle']);

  const mine = join(folder.path, 'thesis');
  await mkdir(mine);
  await writeFile(join(mine, 'manifest.json'), '{"format":"thesis"}');
  await expect(writeBundle(mine, rowsFor([]), sampleMeta)).rejects.toThrow(/not a bundle/);
  expect(await readdir(mine)).toEqual(['manifest.json']);
});

test('a bad row, a task that is not accepted and a failed check leave what stood there', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  const [task] = sampleTasks;
  if (!task) throw new Error('no sample');
  const open = { ...task, verdict: { ...task.verdict, accepted: false } };
  const bad = { ...task, id: 'short' };
  const none = rowsFor([]);
  await expect(writeBundle(dir, { ...none, tasks: [task, bad] }, sampleMeta)).rejects.toThrow(
    /tasks\.jsonl line 2: \/id/,
  );
  await expect(writeBundle(dir, rowsFor([open]), sampleMeta)).rejects.toThrow(/not accepted/);
  const check = async (temp: string) => {
    expect(await collect(readTasks(temp))).toEqual([]);
    throw new Error('does not verify');
  };
  await expect(writeBundle(dir, none, sampleMeta, { check })).rejects.toThrow('does not verify');
  expect(await collect(readTasks(dir))).toEqual(sampleTasks);
  expect(await readdir(folder.path)).toEqual(['bundle']);

  await writeCandidates(dir, rowsFor([open]), sampleMeta);
  expect((await collect(readTasks(dir))).map((t) => t.verdict.accepted)).toEqual([false]);
});

test('a source that breaks leaves nothing behind', async () => {
  await using folder = await tempFolder();
  async function* broken() {
    yield* sampleTasks;
    throw new Error('the source broke');
  }
  const rows = { ...rowsFor([]), tasks: broken() };
  const dir = join(folder.path, 'bundle');
  await expect(writeBundle(dir, rows, sampleMeta)).rejects.toThrow('the source broke');
  expect(await readdir(folder.path)).toEqual([]);
});
