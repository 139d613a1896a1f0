import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isWhole } from '@firefly/bundle/export/conversations';
import { exportBundle, type FileType, type TargetName } from '@firefly/bundle/export/export';
import { readTrajectories } from '@firefly/bundle/reader';
import { collect } from '@firefly/bundle/testing/collect';
import { datedTasks, oddTasks } from '@firefly/bundle/testing/odd-tasks';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { modelMeta, rowsWithRollouts } from '@firefly/bundle/testing/sample-rollouts';
import { writeBundle } from '@firefly/bundle/writer';
import type { TrajectoryRow } from '@firefly/contracts/bundle';
import { functionName } from '@firefly/domain/dataset/function-name';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, python } from './python.ts';

type Rows = Record<string, unknown>[];
/** Configuration, then split. */
type Loaded = Record<string, Record<string, { rows: Rows }>>;

/**
 * `datasets` cuts decimals where it makes JSON columns out of JSONL, so those are compared as far as it
 * leaves them. Keys, texts, whole numbers and nulls must be the same in any case.
 */
const cut = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number' && !Number.isInteger(one) ? Number(one.toFixed(9)) : one,
  );
const exactly = <T>(value: T): T => value;

const linesOf = async (path: string): Promise<Rows> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

const callsOf = (row: TrajectoryRow) =>
  row.messages.flatMap((message) =>
    message.role === 'assistant' ? (message.tool_calls ?? []) : [],
  );

/** The messages of a trajectory as its export shall have them. */
const messagesFor = (target: TargetName, row: TrajectoryRow) =>
  row.messages.map((message) => {
    if (message.role !== 'assistant') return message;
    const { content } = message;
    const tool_calls = message.tool_calls?.map(({ id, tool, arguments: args }) => ({
      id,
      type: 'function',
      function: {
        name: functionName(tool),
        arguments: target === 'openai' ? JSON.stringify(args) : args,
      },
    }));
    const said = content ?? (target === 'trl-sft' ? '' : undefined);
    return {
      role: 'assistant',
      ...(said !== undefined && { content: said }),
      ...(tool_calls && { tool_calls }),
    };
  });

describe.skipIf(python === undefined)('the libraries of trainers', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let bundle: string;
  let trajectories: TrajectoryRow[];
  const query = <T>(program: string, ...args: string[]) =>
    ask<T>(join(folder.path, 'hf'), program, ...args);
  const exported = async (target: TargetName, fileType: FileType) => {
    const out = join(folder.path, `${target} ${fileType}`);
    const splits = ['train', 'test'] as const;
    await exportBundle(bundle, out, { target, fileType, splits, version: '0.1.0' });
    return out;
  };

  beforeAll(async () => {
    folder = await tempFolder();
    bundle = join(folder.path, 'bundle');
    await writeBundle(bundle, rowsFor([...sampleTasks, ...oddTasks]), sampleMeta);
    trajectories = await collect(readTrajectories(bundle));
  });
  afterAll(() => folder?.[Symbol.asyncDispose]());

  test.each([
    ['of all kinds', rowsFor([...sampleTasks, ...oddTasks]), sampleMeta],
    ['all alike', rowsFor(datedTasks), sampleMeta],
    ['of models', rowsWithRollouts(), modelMeta],
  ])(
    'datasets loads the tables of a bundle as its files have them: rows %s',
    async (name, rows, meta) => {
      const dir = join(folder.path, name);
      await writeBundle(dir, rows, meta);
      const loaded = await query<Loaded>('load.py', dir);
      expect(Object.keys(loaded)).toEqual(['tasks', 'trajectories', 'tools', 'recordings']);
      for (const [table, { every, ...others }] of Object.entries(loaded)) {
        expect(others).toEqual({});
        // Each row has each column, null where its line lacks it; inside a column nothing is made up.
        const none = Object.fromEntries(
          Object.keys(every?.rows[0] ?? {}).map((key) => [key, null]),
        );
        const lines = await linesOf(join(dir, `${table}.jsonl`));
        expect(cut(every?.rows), table).toEqual(cut(lines.map((line) => ({ ...none, ...line }))));
      }
    },
  );

  const exports = [
    ['trl-sft', 'jsonl', cut],
    ['trl-sft', 'parquet', exactly],
    ['openai', 'jsonl', exactly],
    ['openai', 'parquet', exactly],
  ] as const;
  test.each(exports)('datasets loads an export: %s, %s', async (target, fileType, same) => {
    const loaded = await query<Loaded>('load.py', await exported(target, fileType));
    expect(Object.keys(loaded.default ?? {})).toEqual(['train', 'test']);
    for (const [split, { rows }] of Object.entries(loaded.default ?? {})) {
      const expected = trajectories.filter((row) => row.split === split);
      expect(same(rows.map((row) => row.messages))).toEqual(
        same(expected.map((row) => messagesFor(target, row))),
      );
      for (const [index, { tools }] of rows.entries()) {
        expect(typeof tools).toBe(fileType === 'parquet' ? 'string' : 'object');
        const offered = typeof tools === 'string' ? JSON.parse(tools) : tools;
        expect(offered.map((tool: { function: { name: string } }) => tool.function.name)).toEqual(
          [...(expected[index]?.tools ?? []), 'submit_answer'].map(functionName),
        );
      }
    }
  });

  test.each(exports)('datasets loads rollouts: %s, %s', async (target, fileType, same) => {
    const dir = join(folder.path, 'solved');
    await writeBundle(dir, rowsWithRollouts(), modelMeta);
    const out = `${dir} ${target} ${fileType}`;
    const splits = ['train', 'test'] as const;
    const asked = { target, fileType, splits, rollouts: 'all', version: '0.1.0' } as const;
    await exportBundle(dir, out, asked);
    const loaded = await query<Loaded>('load.py', out);
    const all = (await collect(readTrajectories(dir))).filter((row) => isWhole(row));
    for (const split of splits) {
      const expected = all.filter((row) => row.split === split);
      const rows = loaded.default?.[split]?.rows ?? [];
      expect(same(rows.map((row) => row.messages))).toEqual(
        same(expected.map((row) => messagesFor(target, row))),
      );
      if (target === 'trl-sft')
        expect(rows.map(({ passed }) => passed)).toEqual([true, true, false]);
    }
    if (target !== 'trl-sft') return;
    type Texts = Record<string, string[]>;
    const texts = await query<Texts>('render.py', out, 'qwen3_training');
    expect(texts.qwen3_training?.[1]).toContain('Now c1.');
    expect(texts.qwen3_training?.[2]).toContain('I do not know.');
  });

  test.each([
    ['jsonl', cut],
    ['parquet', exactly],
  ] as const)('TRL trains on the calls and results as they were: %s', async (fileType, same) => {
    const others = ['llama3_1', 'gptoss_training', 'deepseekv3_training'];
    const out = await exported('trl-sft', fileType);
    type Texts = Record<string, string[]>;
    const texts = await query<Texts>('render.py', out, 'qwen3_training', ...others);
    const train = trajectories.filter((row) => row.split === 'train');
    for (const [index, row] of train.entries()) {
      const calls = callsOf(row).map((call) => ({
        name: functionName(call.tool),
        arguments: call.arguments,
      }));
      // Qwen's template writes a call as JSON between these marks; before the first user it shows how.
      const talk = texts.qwen3_training?.[index]?.replace(/^.*?<\|im_start\|>user/s, '') ?? '';
      const written = [...talk.matchAll(/<tool_call>\n(.*?)\n<\/tool_call>/gs)];
      expect(same(written.map(([, call]) => JSON.parse(call ?? '')))).toEqual(same(calls));
      for (const message of row.messages)
        if (message.role === 'tool') expect(talk).toContain(message.content);
      for (const template of others)
        for (const { name } of calls) expect(texts[template]?.[index]).toContain(name);
    }
  });
});
