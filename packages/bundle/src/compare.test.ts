import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Task } from '@firefly/domain/dataset/task';
import { expect, test } from 'vitest';
import { compareBundles } from './compare.ts';
import { ledgerOf } from './ledger.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { modelMeta, rowsWithRollouts } from './testing/sample-rollouts.ts';
import { writeBundle } from './writer.ts';

/** The same tasks as another run makes them at another time on a slower machine. */
const slower = (task: Task): Task => ({
  ...task,
  run_id: 'run-2',
  calls: task.calls.map((call) => ({ ...call, duration_ms: call.duration_ms + 17 })),
});
const laterMeta = { ...sampleMeta, run_id: 'run-2', created_at: '2026-12-24T18:00:00Z' };

/** Two bundles of equal runs. */
async function twoBundles(tasks: readonly Task[] = sampleTasks.map(slower)) {
  const folder = await tempFolder();
  const [a, b] = [join(folder.path, 'a'), join(folder.path, 'b')];
  await writeBundle(a, rowsFor(sampleTasks), sampleMeta);
  await writeBundle(b, rowsFor(tasks), laterMeta);
  return { ...folder, a, b };
}

const edit = async (file: string, from: string | RegExp, to: string): Promise<void> => {
  const text = await readFile(file, 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  await writeFile(file, text.replace(from, to));
};

test('run id, durations and dates may differ', async () => {
  await using bundles = await twoBundles();
  const { a, b } = bundles;
  expect(await readFile(join(a, 'tasks.jsonl'))).not.toEqual(
    await readFile(join(b, 'tasks.jsonl')),
  );
  expect(await compareBundles(a, b)).toEqual([]);
});

test.each([
  ['tasks.jsonl', '"duration_ms":', '"duration":', /^line 1 \/calls\/0$/],
  ['tasks.jsonl', /"relative":[\d.]+/, '"relative":0.5', /^line 1 \/fields\/0\/compare\/relative$/],
  ['tasks.jsonl', '"engine":"rules","seed":7', '"seed":7,"engine":"rules"', /^line 1 $/],
  ['recordings.jsonl', /"sha256":"./, '"sha256":"0', /^line 1 \/sha256$/],
  ['tools.jsonl', '"inputSchema":{', '"inputSchema":{"duration_ms":1,', /^line 1 \/inputSchema$/],
  ['trajectories.jsonl', '"golden":true', '"golden":false', /^line 1 \/golden$/],
  ['manifest.json', '"seed": 7', '"seed": 8', /^\/seed$/],
  ['README.md', 'Answers hold', 'Answers held', /^$/],
])('anything else in %s may not: %s', async (file, from, to, place) => {
  await using bundles = await twoBundles();
  await edit(join(bundles.b, file), from, to);
  for (const [a, b] of [
    [bundles.a, bundles.b],
    [bundles.b, bundles.a],
  ] as const)
    expect(await compareBundles(a, b)).toEqual([
      { file, place: expect.stringMatching(place), message: expect.any(String) },
    ]);
});

test('rows in another order, rows too many and files too many are seen', async () => {
  const [first, second] = sampleTasks.map(slower) as [Task, Task];
  await using turned = await twoBundles([second, first]);
  const files = (found: readonly { file: string }[]) => new Set(found.map(({ file }) => file));
  expect(files(await compareBundles(turned.a, turned.b))).toContain('tasks.jsonl');
  await using more = await twoBundles();
  await appendFile(join(more.b, 'trajectories.jsonl'), '{}\n');
  await writeFile(join(more.a, 'rejected.jsonl'), '');
  expect(await compareBundles(more.a, more.b)).toMatchObject([
    { file: 'rejected.jsonl', message: 'stands in one of the bundles alone' },
    { file: 'trajectories.jsonl', message: 'stands in the second bundle alone' },
  ]);
  expect(await compareBundles(more.b, more.a)).toMatchObject([
    { file: 'rejected.jsonl' },
    { file: 'trajectories.jsonl', message: 'stands in the first bundle alone' },
  ]);
});

test('what cannot be read is a difference', async () => {
  await using bundles = await twoBundles();
  await writeFile(join(bundles.b, 'tools.jsonl'), 'no JSON\n');
  expect(await compareBundles(bundles.a, bundles.b)).toMatchObject([
    { message: expect.stringContaining('cannot be compared') },
  ]);
  expect(await compareBundles(bundles.a, join(bundles.path, 'c'))).toHaveLength(1);
});

test('of what models made, the cost may differ and nothing else', async () => {
  await using folder = await tempFolder();
  const [a, b] = [join(folder.path, 'a'), join(folder.path, 'b')];
  const usage = { input: 9, cached: 0, written: 0, output: 9 };
  const cost = { stage: 'write', model: 'writer-1', requests: 1, remembered: 9, usage } as const;
  const ledger = ledgerOf([{ ...cost, dollars: null }], 2, '2026-11-02');
  await writeBundle(a, rowsWithRollouts(), modelMeta);
  await writeBundle(b, rowsWithRollouts(), { ...modelMeta, ledger });
  expect(await readFile(join(a, 'README.md'))).not.toEqual(await readFile(join(b, 'README.md')));
  expect(await compareBundles(a, b)).toEqual([]);
  const { models: [first, ...rest] = [] } = modelMeta;
  if (!first) throw new Error('no models');
  const models = [{ ...first, model: 'writer-2' }, ...rest];
  await writeBundle(b, rowsWithRollouts(), { ...modelMeta, models });
  expect(await compareBundles(a, b)).toMatchObject([
    { file: 'manifest.json', place: '/models/0/model' },
    { file: 'README.md' },
  ]);
  await writeBundle(b, rowsWithRollouts(), { ...modelMeta, ledger: undefined });
  expect(await compareBundles(a, b)).toMatchObject([{ file: 'manifest.json', place: '' }, {}]);
});
