import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowsFor, sampleMeta } from '@firefly/bundle/testing/sample-bundle';
import { spelledTwice } from '@firefly/bundle/testing/sample-recordings';
import { writeBundle } from '@firefly/bundle/writer';
import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeStream, fakeTerminal } from './testing/fake-terminal.ts';
import { sampleFolder } from './testing/sample-folder.ts';

/** The sample bundle, with as many pairs of spellings. */
async function spelledFolder(pairs: number) {
  const folder = await sampleFolder();
  await writeBundle(folder.bundle, rowsFor(folder.tasks, spelledTwice(pairs)), sampleMeta);
  return folder;
}

test('it measures, writes the file and the card, and the bundle still verifies', async () => {
  await using folder = await spelledFolder(300);
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['fidelity', 'bundle'])).toBe(0);
  expect(terminal.out.text()).toMatch(/harbour\/list_boats +601 +0 +600 +0 +1 +defaults, case\n/);
  expect(terminal.out.text()).toMatch(/list_boats +case +600 +100.0 % .* 0 of 300 +1.0 %\n/);
  expect(terminal.err.text()).toBe('');
  const card = await readFile(join(folder.bundle, 'README.md'), 'utf8');
  expect(card).toContain('How a simulator answers');
  expect(await makeProgram(fakeTerminal(folder.path))(['verify', 'bundle'])).toBe(0);
});

test('--dry-run changes nothing, --json prints the measurement, a terminal is shown a bar', async () => {
  await using folder = await spelledFolder(3);
  const before = await readFile(join(folder.bundle, 'manifest.json'), 'utf8');
  const terminal = { ...fakeTerminal(folder.path), err: fakeStream(true) };
  expect(await makeProgram(terminal)(['fidelity', 'bundle', '--dry-run', '--json'])).toBe(0);
  expect(JSON.parse(terminal.out.text())).toMatchObject({ format: 'firefly.fidelity/1', seed: 7 });
  expect(terminal.err.text()).toMatch(/█.* 100 % of \d+ recordings/);
  expect(await readFile(join(folder.bundle, 'manifest.json'), 'utf8')).toBe(before);
});

test('no bundle, a damaged one and a bad seed are wrong usage', async () => {
  await using folder = await sampleFolder();
  const run = (...args: string[]) => makeProgram(fakeTerminal(folder.path))(['fidelity', ...args]);
  await expect(run('.')).rejects.toThrow('is not a bundle');
  await expect(run('bundle', '--seed', '1.5')).rejects.toThrow('--seed must be a whole number');
  await writeFile(join(folder.bundle, 'recordings.jsonl'), 'no\n');
  await expect(run('bundle')).rejects.toThrow(
    /recordings\.jsonl has 3 bytes, manifest\.json says \d+/,
  );
});
