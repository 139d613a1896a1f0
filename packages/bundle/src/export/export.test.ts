import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportManifest } from '@firefly/contracts/export';
import { expect, test } from 'vitest';
import { goldenRow } from '../rows.ts';
import { oddTasks } from '../testing/odd-tasks.ts';
import { readParquet } from '../testing/read-parquet.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from '../testing/sample-bundle.ts';
import { rowsWithRollouts } from '../testing/sample-rollouts.ts';
import { type BundleInput, writeBundle, writeCandidates } from '../writer.ts';
import { type ExportOptions, exportBundle } from './export.ts';

const tasks = [...sampleTasks, ...oddTasks];
const options = {
  target: 'trl-sft',
  fileType: 'jsonl',
  splits: ['train', 'test'],
  version: '0.1.0',
} as const satisfies ExportOptions;

/** A bundle in a folder of its own, and where to export it to. */
async function bundleOf(rows: BundleInput, write = writeBundle) {
  const folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await write(dir, rows, sampleMeta);
  return { ...folder, dir, out: join(folder.path, 'out') };
}

const linesOf = async (path: string) =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

const callsOf = (row: { messages: { tool_calls?: unknown[] }[] }) =>
  row.messages.flatMap((message) => message.tool_calls ?? []);

test('TRL: a file a split in the order of the bundle, arguments as objects', async () => {
  await using place = await bundleOf(rowsFor(tasks));
  const { files } = await exportBundle(place.dir, place.out, options);
  for (const { name, split, rows: count } of files) {
    const expected = tasks.filter((task) => task.split === split);
    const rows = await linesOf(join(place.out, name));
    expect(rows).toHaveLength(count);
    expect(rows.map(callsOf)).toEqual(
      expected.map((task) => [
        ...task.calls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: `${call.server}__${call.tool}`, arguments: call.arguments },
        })),
        {
          id: 'answer',
          type: 'function',
          function: { name: 'submit_answer', arguments: task.answer },
        },
      ]),
    );
  }
  expect(files.map(({ split }) => split)).toEqual(['train', 'test']);
  expect(await readFile(join(place.out, 'README.md'), 'utf8')).toMatch(/JSON objects.*parquet/);
  const manifest = exportManifest.parse(
    JSON.parse(await readFile(join(place.out, 'export.json'), 'utf8')),
  );
  expect(manifest).toMatchObject({
    files,
    tool_names: { harbour__paint_boat: 'harbour/paint_boat' },
  });
});

test('OpenAI: arguments as text, results with the id of their call, the offered tools and the answer', async () => {
  await using place = await bundleOf(rowsFor([sampleTasks[1] as never]));
  await exportBundle(place.dir, place.out, { ...options, target: 'openai' });
  const [row] = await linesOf(join(place.out, 'test.jsonl'));
  expect(row.parallel_tool_calls).toBe(false);
  expect(row.messages.slice(1)).toEqual([
    {
      role: 'assistant',
      tool_calls: [
        {
          id: 'c1',
          type: 'function',
          function: { name: 'harbour__list_boats', arguments: '{"city":"riga"}' },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'c1', content: expect.stringContaining('Aurora') },
    expect.objectContaining({ role: 'assistant' }),
    { role: 'tool', tool_call_id: 'c2', content: expect.stringContaining('Ozola') },
    {
      role: 'assistant',
      tool_calls: [
        {
          id: 'answer',
          type: 'function',
          function: {
            name: 'submit_answer',
            arguments: '{"keepers":["Ilze Ozola","Maris Kalns"],"seats":26}',
          },
        },
      ],
    },
  ]);
  expect(row.tools.map((tool: { function: object }) => tool.function)).toEqual([
    expect.objectContaining({ name: 'harbour__list_boats' }),
    expect.objectContaining({ name: 'harbour__open_boats' }),
    expect.objectContaining({ name: 'geometry__distance', description: 'Computes a distance.' }),
    expect.objectContaining({ name: 'submit_answer', parameters: sampleTasks[1]?.answer_schema }),
  ]);
});

test('parquet holds the rows of JSONL, tools as text', async () => {
  await using place = await bundleOf(rowsFor(tasks));
  for (const target of ['trl-sft', 'openai'] as const) {
    const lines = `${place.out}-lines`;
    await exportBundle(place.dir, lines, { ...options, target });
    await exportBundle(place.dir, place.out, { ...options, target, fileType: 'parquet' });
    for (const split of options.splits) {
      const { rows } = await readParquet(join(place.out, `${split}.parquet`));
      const expected = await linesOf(join(lines, `${split}.jsonl`));
      const parsed = rows.map((row) => ({
        ...row,
        messages: row.messages.map((text: string) => JSON.parse(text)),
        tools: JSON.parse(row.tools),
      }));
      expect(parsed).toEqual(expected);
    }
  }
});

test('only golden trajectories and the splits asked for', async () => {
  await using place = await bundleOf(rowsWithRollouts());
  const seen: number[] = [];
  const exported = await exportBundle(place.dir, place.out, {
    ...options,
    splits: ['train'],
    onProgress: (count) => seen.push(count),
  });
  expect(exported).toEqual({
    files: [{ name: 'train.jsonl', split: 'train', rows: 1 }],
    replaced: false,
  });
  expect(seen).toEqual([1]);
  expect((await readdir(place.out)).sort()).toEqual(['README.md', 'export.json', 'train.jsonl']);
});

test('an older export is replaced, and said to be; a folder with anything else is refused', async () => {
  await using place = await bundleOf(rowsFor(tasks));
  await exportBundle(place.dir, place.out, options);
  const again = await exportBundle(place.dir, place.out, { ...options, fileType: 'parquet' });
  expect(again.replaced).toBe(true);
  expect(await readdir(place.out)).toContain('train.parquet');
  expect(await readdir(place.out)).not.toContain('train.jsonl');

  await writeFile(join(place.out, 'notes.txt'), 'mine');
  const before = await readdir(place.out);
  await expect(exportBundle(place.dir, place.out, options)).rejects.toThrow(/not an export's/);
  expect(await readdir(place.out)).toEqual(before);
  await expect(exportBundle(place.dir, place.dir, options)).rejects.toThrow(/not an export's/);
  const mine = join(place.path, 'thesis');
  await mkdir(mine);
  await writeFile(join(mine, 'train.jsonl'), '{}\n');
  await expect(exportBundle(place.dir, mine, options)).rejects.toThrow(/not an export's/);
});

test('what cannot be exported leaves nothing behind, and says why', async () => {
  const [task] = sampleTasks;
  if (!task) throw new Error('no sample');
  const rows = rowsFor([task]);
  const golden = goldenRow(task);
  const open = { ...task, verdict: { ...task.verdict, accepted: false } };
  for (const [broken, message] of [
    [{ ...rows, tasks: [open] }, /not accepted/],
    [{ ...rows, tools: [] }, /offers geometry\/distance, which is not in tools.jsonl/],
    [{ ...rows, trajectories: [{ ...golden, task_id: 'f'.repeat(32) }] }, /not in tasks.jsonl/],
    [{ ...rows, trajectories: [] }, /no golden trajectories in train or test/],
    [
      { ...rows, trajectories: [{ ...golden, messages: golden.messages.slice(0, -1) }] },
      /the last message is no answer/,
    ],
    [
      { ...rows, trajectories: [{ ...golden, messages: golden.messages.toSpliced(1, 1) }] },
      /the result of c1 follows no call/,
    ],
    [{ ...rows, trajectories: [{ ...golden, tools: ['places/search_cities'] }] }, /not offered/],
  ] as const) {
    await using place = await bundleOf(broken as BundleInput, writeCandidates);
    await expect(exportBundle(place.dir, place.out, options)).rejects.toThrow(message);
    expect(await readdir(place.path)).toEqual(['bundle']);
  }
});
