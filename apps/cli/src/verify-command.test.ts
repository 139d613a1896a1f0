import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';
import { sampleFolder } from './testing/sample-folder.ts';

test('a whole bundle verifies with exit code 0 and says what was recomputed', async () => {
  await using folder = await sampleFolder();
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['verify', 'bundle'])).toBe(0);
  expect(terminal.out.text()).toMatch(/^verified: 5 files, .*2 tasks, .*3 fields/);
  expect(terminal.err.text()).toBe('');
});

test('a changed bundle gives exit code 1, names the file, and --json says the same', async () => {
  await using folder = await sampleFolder();
  await appendFile(join(folder.bundle, 'tools.jsonl'), '{}\n');
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['verify', 'bundle'])).toBe(1);
  expect(terminal.err.text()).toContain('tools.jsonl');
  expect(terminal.out.text()).toMatch(/^\d+ mismatches: /);
  const machine = fakeTerminal(folder.path);
  expect(await makeProgram(machine)(['verify', 'bundle', '--json'])).toBe(1);
  expect(JSON.parse(machine.out.text())).toMatchObject({ ok: false });
});

test('what a bundle says cannot command the terminal', async () => {
  await using folder = await sampleFolder();
  const [task] = folder.tasks;
  const forged = { ...task, 'key\u001b[2J\u009b1m\u202e\nforged': 1 };
  await appendFile(join(folder.bundle, 'tasks.jsonl'), `${JSON.stringify(forged)}\n`);
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['verify', 'bundle'])).toBe(1);
  const said = terminal.err.text() + terminal.out.text();
  expect(said).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect(said).toMatch(/\\u009b1m\\u202e/);
});

test('two bundles are compared, and a difference gives exit code 1', async () => {
  await using folder = await sampleFolder();
  await cp(folder.bundle, join(folder.path, 'other'), { recursive: true });
  const terminal = fakeTerminal(folder.path);
  const verify = ['verify', 'bundle', '--same-as', 'other'];
  expect(await makeProgram(terminal)(verify)).toBe(0);
  expect(terminal.out.text()).toMatch(/\nthe same as .*other, apart from run id/);
  await appendFile(join(folder.path, 'other', 'tools.jsonl'), '{}\n');
  const differing = fakeTerminal(folder.path);
  expect(await makeProgram(differing)(verify)).toBe(1);
  expect(differing.err.text()).toMatch(
    /^tools.jsonl line \d+: stands in the second bundle alone\n$/,
  );
  expect(differing.out.text()).toContain('1 differences from');
  const machine = fakeTerminal(folder.path);
  expect(await makeProgram(machine)([...verify, '--json'])).toBe(1);
  expect(JSON.parse(machine.out.text())).toMatchObject({ ok: true, differences: [{}] });
});

test('a folder without a manifest is wrong usage', async () => {
  await using folder = await sampleFolder();
  const verify = makeProgram(fakeTerminal(folder.path))(['verify', '.']);
  await expect(verify).rejects.toThrow('is not a bundle: it holds no manifest.json');
});
