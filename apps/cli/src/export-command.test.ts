import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelMeta, rowsWithRollouts } from '@firefly/bundle/testing/sample-rollouts';
import { writeBundle } from '@firefly/bundle/writer';
import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeStream, fakeTerminal } from './testing/fake-terminal.ts';
import { sampleFolder } from './testing/sample-folder.ts';

test('a bundle is exported beside itself, and one line says how much and where', async () => {
  await using folder = await sampleFolder();
  const terminal = fakeTerminal(folder.path);
  const run = makeProgram(terminal);
  expect(await run(['export', 'bundle', '--format', 'trl-sft'])).toBe(0);
  const out = `${folder.bundle}-trl-sft-jsonl`;
  expect(terminal.out.text()).toBe(
    `exported 2 golden trajectories for trl-sft to ${out} (train.jsonl 1, test.jsonl 1)\n`,
  );
  expect(terminal.err.text()).toBe('');
  expect((await readFile(join(out, 'test.jsonl'), 'utf8')).split('\n')).toHaveLength(2);
});

test('--json prints what was written', async () => {
  await using folder = await sampleFolder();
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['export', 'bundle', '--format', 'openai', '--json'])).toBe(0);
  expect(JSON.parse(terminal.out.text())).toMatchObject({
    ...{ format: 'openai', out: `${folder.bundle}-openai-jsonl`, replaced: false },
    files: [
      { name: 'train.jsonl', rows: 1 },
      { name: 'test.jsonl', rows: 1 },
    ],
  });
});

test('file type, place and split can be named; a terminal sees progress; a second time says so', async () => {
  await using folder = await sampleFolder();
  const command = ['export', 'bundle', '--format', 'openai', '--out', 'mine', '--split', 'train'];
  const terminal = { ...fakeTerminal(folder.path), err: fakeStream(true) };
  const run = makeProgram(terminal);
  expect(await run([...command, '--file-type', 'parquet'])).toBe(0);
  expect(await readdir(join(folder.path, 'mine'))).toContain('train.parquet');
  expect(terminal.out.text()).toContain('exported 1 golden trajectory for openai to');
  expect(terminal.err.text()).toBe('\r1 rows\r');
  expect(await run(command)).toBe(0);
  expect(terminal.out.text()).toMatch(/\(train\.jsonl 1\), in place of an older export\n$/);
});

test.each([
  ['without a format', ['export', 'bundle'], /--format <name>' not specified/],
  [
    'an unknown format',
    ['export', 'bundle', '--format', 'csv'],
    /Allowed choices are trl-sft, openai/,
  ],
  ['no bundle', ['export', '.', '--format', 'openai'], /is not a bundle/],
  ['onto the bundle', ['export', 'bundle', '--format', 'openai', '--out', 'bundle'], /Nothing was/],
])('%s is wrong usage', async (_, args, message) => {
  await using folder = await sampleFolder();
  await expect(makeProgram(fakeTerminal(folder.path))(args)).rejects.toThrow(message);
  expect(await readdir(folder.path)).toEqual(['bundle']);
});

test('a broken bundle is named with its line, and nothing is left behind', async () => {
  await using folder = await sampleFolder();
  await writeFile(join(folder.bundle, 'trajectories.jsonl'), '{"golden":true}\n');
  const run = makeProgram(fakeTerminal(folder.path));
  await expect(run(['export', 'bundle', '--format', 'openai'])).rejects.toThrow(
    /trajectories\.jsonl line 1/,
  );
  expect(await readdir(folder.path)).toEqual(['bundle']);
});

test('rollouts are written on request, and those left out are counted', async () => {
  await using folder = await sampleFolder();
  await writeBundle(folder.bundle, rowsWithRollouts(), modelMeta);
  const lines = async (...more: string[]) => {
    const terminal = fakeTerminal(folder.path);
    await makeProgram(terminal)(['export', 'bundle', '--format', 'openai', ...more]);
    return terminal.out.text();
  };
  expect(await lines()).toMatch(
    /^exported 2 golden trajectories .*train\.jsonl 1, test\.jsonl 1\)/,
  );
  expect(await lines('--rollouts', 'passed')).toMatch(/^exported 4 trajectories for openai/);
  expect(await lines('--rollouts', 'all')).toMatch(
    /^exported 6 trajectories .*; left out 2 that no trainer takes as they are\n$/,
  );
  await expect(lines('--rollouts', 'some')).rejects.toThrow(/Allowed choices are passed, all/);
});
