import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrajectoryRow } from '@firefly/contracts/bundle';
import { exportManifest } from '@firefly/contracts/export';
import type { Task } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import { expect, test } from 'vitest';
import { goldenRow } from '../rows.ts';
import { oddTasks } from '../testing/odd-tasks.ts';
import { readParquet } from '../testing/read-parquet.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from '../testing/sample-bundle.ts';
import { measuredTasks, rowsWithRollouts } from '../testing/sample-rollouts.ts';
import { type BundleInput, writeBundle, writeCandidates } from '../writer.ts';
import { isWhole } from './conversations.ts';
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

test.each(['trl-sft', 'openai'] as const)(
  '%s: rollouts on request, with what the model said, and whole ones alone',
  async (target) => {
    await using place = await bundleOf(rowsWithRollouts());
    const boats = measuredTasks[1] as Task;
    const exported = async (rollouts: 'passed' | 'all', fileType: 'jsonl' | 'parquet') => {
      const asked = { ...options, target, rollouts, fileType, splits: ['test'] } as const;
      const { files, left_out } = await exportBundle(place.dir, place.out, asked);
      expect(files).toEqual([
        { name: `test.${fileType}`, split: 'test', rows: expect.any(Number) },
      ]);
      return left_out;
    };
    expect(await exported('passed', 'jsonl')).toBe(0);
    const rows = await linesOf(join(place.out, 'test.jsonl'));
    expect(rows).toHaveLength(2);
    const [golden, passed] = rows;
    expect(golden.messages[1]).not.toMatchObject({ content: expect.stringMatching(/./) });
    expect(passed.messages[3]).toMatchObject({ role: 'assistant', content: 'Now c1.' });
    expect(callsOf(passed).map((call) => (call as { id: string }).id)).toEqual([
      ...['x1', 'c1', 'c2', 'a'],
    ]);
    const answer = callsOf(passed).at(-1) as { function: { arguments: unknown } };
    const given = target === 'openai' ? JSON.stringify(boats.answer) : boats.answer;
    expect(answer.function.arguments).toEqual(given);
    expect(passed.tools).toEqual(golden.tools);

    expect(await exported('all', 'jsonl')).toBe(1);
    const all = await linesOf(join(place.out, 'test.jsonl'));
    const marks =
      target === 'openai' ? [{}, {}, {}] : [true, true, false].map((passed) => ({ passed }));
    expect(all).toMatchObject(marks);
    expect(all.slice(0, 2)).toEqual(rows.map((row, at) => ({ ...row, ...marks[at] })));
    expect(Object.hasOwn(rows[0], 'passed')).toBe(false);
    expect(all[2].messages.at(-1)).toEqual({ role: 'assistant', content: 'I do not know.' });
    const says = await readFile(join(place.out, 'README.md'), 'utf8');
    expect(says).toContain(
      'Golden trajectories and all rollouts, right or wrong, of the FireFly run',
    );
    const manifest = JSON.parse(await readFile(join(place.out, 'export.json'), 'utf8'));
    expect(exportManifest.parse(manifest)).toMatchObject({ rollouts: 'all', left_out: 1 });

    await exported('all', 'parquet');
    const { rows: columns } = await readParquet(join(place.out, 'test.parquet'));
    expect(columns.map((row) => row.messages.map((text: string) => JSON.parse(text)))).toEqual(
      all.map((row) => row.messages),
    );
    expect(columns.map((row) => row.passed)).toEqual(all.map((row) => row.passed));
  },
);

const user = { role: 'user', content: 'Who?' } as const;
const calling = (tool: string, args: Json = {}) => ({
  ...{ role: 'assistant' as const, tool_calls: [{ id: 'c1', tool, arguments: args }] },
});
const told = { role: 'tool', tool_call_id: 'c1', content: 'Ilze' } as const;
const said = { role: 'assistant', content: 'Ilze' } as const;
test.each<[string, TrajectoryRow['messages'], boolean]>([
  ['an answer in words', [user, calling('a/b'), told, said], true],
  ['an answer in a call', [user, calling('a/b'), told, calling('submit_answer')], true],
  ['a tool that is not offered', [user, calling('a/c'), told, said], false],
  ['arguments that are no object', [user, calling('a/b', []), told, said], false],
  ['a call without a result', [user, calling('a/b'), said], false],
  ['a result without a call', [user, told, said], false],
  ['no end', [user, calling('a/b'), told], false],
  ['a call at the end', [user, calling('a/b')], false],
  ['a word of the user before the result', [user, calling('a/b'), user, told, said], false],
])('whole is %s: %#', (_, messages, whole) => {
  expect(isWhole({ messages, tools: ['a/b'] })).toBe(whole);
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
