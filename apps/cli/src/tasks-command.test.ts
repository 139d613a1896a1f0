import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';
import { sampleFolder } from './testing/sample-folder.ts';
import { UsageError } from './usage-error.ts';

async function show(cwd: string, ...args: string[]): Promise<string> {
  const terminal = fakeTerminal(cwd);
  expect(await makeProgram(terminal)(['tasks', 'show', '--dataset', 'bundle', ...args])).toBe(0);
  return terminal.out.text();
}

test('without an id each task is a line: the beginning of its id, and its prompt', async () => {
  await using folder = await sampleFolder();
  expect(await show(folder.path)).toBe(
    folder.tasks.map((task) => `${task.id.slice(0, 8)}  ${task.prompt}\n`).join(''),
  );
});

test('the beginning of an id shows that task in full, and no other', async () => {
  await using folder = await sampleFolder();
  const [first, second] = folder.tasks;
  const text = await show(folder.path, first?.id.slice(0, 8) ?? '');
  expect(text).toContain(`Task ${first?.id}`);
  expect(text).toContain('kilometres = 243.7');
  expect(text).not.toContain(second?.prompt);
});

test('--json prints whole rows', async () => {
  await using folder = await sampleFolder();
  const rows = (await show(folder.path, '--json')).trimEnd().split('\n');
  expect(rows.map((row) => JSON.parse(row))).toEqual(folder.tasks);
});

test('a prompt cannot command the terminal; --json stays the same row', async () => {
  await using folder = await sampleFolder();
  const [task] = folder.tasks;
  const nasty = { ...task, prompt: 'Which\u001b[2J\u009b1m \u202etown\nforged?' };
  await writeFile(join(folder.bundle, 'tasks.jsonl'), `${JSON.stringify(nasty)}\n`);
  const [list, row] = [await show(folder.path), await show(folder.path, '--json')];
  for (const text of [list, row]) expect(text).toMatch(/^[^\p{Cc}\p{Bidi_Control}]+\n$/u);
  expect(list).toContain('Which\\u001b[2J');
  expect(JSON.parse(row)).toEqual(nasty);
});

test('an id that no task has, a folder without a bundle and a broken row are said as such', async () => {
  await using folder = await sampleFolder();
  await expect(show(folder.path, 'zz')).rejects.toThrow(/no task of .* begins with zz/);
  await expect(show(folder.bundle)).rejects.toThrow('is not a bundle');
  await writeFile(join(folder.bundle, 'tasks.jsonl'), '{"format":"firefly.task/1"}\n');
  await expect(show(folder.path)).rejects.toThrow('tasks.jsonl line 1');
  await rm(join(folder.bundle, 'tasks.jsonl'));
  await expect(show(folder.path)).rejects.toThrow(UsageError);
});
