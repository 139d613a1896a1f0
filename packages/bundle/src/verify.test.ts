import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testEvaluator } from './testing/evaluator.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { verifyBundle } from './verify.ts';
import { writeBundle } from './writer.ts';

const names = ['tools.jsonl', 'tasks.jsonl', 'recordings.jsonl', 'trajectories.jsonl', 'README.md'];

test('a good bundle verifies, and the report counts what was recomputed', async () => {
  await using evaluate = testEvaluator();
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  const seen: number[] = [];
  const report = await verifyBundle(dir, { evaluate, onProgress: (tasks) => seen.push(tasks) });
  expect(report.mismatches).toEqual([]);
  expect(report.ok).toBe(true);
  expect(seen).toEqual([1, 2]);
  expect(report.recomputed).toEqual({
    files: 5,
    tools: 5,
    recordings: 5,
    tasks: 2,
    calls: 5,
    arguments: 10,
    bindings: 11,
    flows: 5,
    literals: 8,
    fields: 3,
    answers: 2,
    trajectories: 2,
  });
});

test('a changed, longer or missing file is named', async () => {
  await using evaluate = testEvaluator();
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  for (const name of names) {
    await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
    const path = join(dir, name);
    const bytes = await readFile(path);
    await appendFile(path, ' \n');
    const longer = await verifyBundle(dir, { evaluate });
    expect(longer.mismatches).toContainEqual({
      file: name,
      task: null,
      place: '',
      message: 'the sha256 differs from the manifest',
    });
    await writeFile(path, bytes.subarray(0, -3));
    expect((await verifyBundle(dir, { evaluate })).ok).toBe(false);
    await rm(path);
    const missing = await verifyBundle(dir, { evaluate });
    expect(missing.mismatches.find((m) => m.file === name)?.message).toMatch(/cannot be read/);
  }
});

test('a manifest that states other counts or versions is named', async () => {
  await using evaluate = testEvaluator();
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  const path = join(dir, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  manifest.counts.tasks = 3;
  manifest.counts.signatures = 9;
  manifest.versions.observe = 0;
  manifest.run_id = 'another';
  manifest.files.push({ ...manifest.files[0], name: '../secrets' });
  await writeFile(path, JSON.stringify(manifest));
  const { mismatches } = await verifyBundle(dir, { evaluate });
  expect(mismatches.map((m) => `${m.file} ${m.place}`)).toEqual(
    expect.arrayContaining([
      'manifest.json /counts/tasks',
      'manifest.json /counts/signatures',
      'manifest.json /versions/observe',
      'manifest.json /files/5',
      'tasks.jsonl /run_id',
    ]),
  );
});

test('bad files never throw', async () => {
  await using evaluate = testEvaluator();
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  expect((await verifyBundle(dir, { evaluate })).ok).toBe(false);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names.slice(0, 4), 'manifest.json'),
      fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.json().map((text) => Buffer.from(`${text}\n`)),
        fc.constant(Buffer.from(`${'['.repeat(200_000)}\n`)),
      ),
      async (name, bytes) => {
        await rm(dir, { recursive: true, force: true });
        await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
        await writeFile(join(dir, name), bytes);
        const { ok, mismatches } = await verifyBundle(dir, { evaluate });
        expect(ok).toBe(false);
        expect(mismatches.some((m) => m.file === name)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
  await rm(join(dir, 'tasks.jsonl'));
  await mkdir(join(dir, 'tasks.jsonl'));
  expect((await verifyBundle(dir, { evaluate })).ok).toBe(false);
});
