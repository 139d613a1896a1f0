import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeProgram } from '../program.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { UsageError } from '../usage-error.ts';

async function folderOf(files: Record<string, unknown>) {
  const path = await mkdtemp(join(tmpdir(), 'firefly-servers-'));
  for (const [name, value] of Object.entries(files))
    await writeFile(join(path, name), JSON.stringify(value));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
const manifest = { name: 'servers', version: '1.0.0' };
const lockfile = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } };

test('a locked folder is installed once, with a word before it takes long', async () => {
  await using folder = await folderOf({ 'package.json': manifest, 'package-lock.json': lockfile });
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['servers', 'install', '.'])).toBe(0);
  expect(terminal.err.text()).toBe(`Installing the MCP servers of ${folder.path} …\n`);
  expect(terminal.out.text()).toBe(`The MCP servers of ${folder.path}: installed.\n`);
  const again = fakeTerminal(folder.path);
  expect(await makeProgram(again)(['servers', 'install', '.', '--json'])).toBe(0);
  expect(again.err.text()).toBe('');
  const said = { folder: folder.path, outcome: 'already there' };
  expect(JSON.parse(again.out.text())).toEqual(said);
});

test('a folder without a lockfile is wrong usage, in one line', async () => {
  await using folder = await folderOf({ 'package.json': manifest });
  const refused = makeProgram(fakeTerminal(folder.path))(['servers', 'install', '.']);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(/^[^\n]*holds no package-lock\.json: run npm [^\n]*$/);
});

test('what npm says when it fails is told line by line', async () => {
  const asking = { ...manifest, dependencies: { zod: '4.6.7' } };
  await using folder = await folderOf({ 'package.json': asking, 'package-lock.json': lockfile });
  const terminal = fakeTerminal(folder.path);
  expect(await makeProgram(terminal)(['servers', 'install', '.'])).toBe(1);
  expect(terminal.err.text()).toMatch(/^firefly: npm ci failed for .*\n(firefly: .*\n)+$/m);
  expect(terminal.err.text()).toMatch(/^firefly: .*zod@4\.6\.7/m);
});
