import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyWorkspace } from './workspace.ts';

// Nothing is locked for root: then these tests run as nobody.
const NOBODY = 65534;
const root = process.geteuid?.() === 0;
let dir = '';
let copies = '';
beforeEach(async () => {
  if (root) process.seteuid?.(NOBODY);
  dir = await mkdtemp(path.join(tmpdir(), 'firefly-workspace-'));
  copies = path.join(dir, 'copies');
  await mkdir(copies);
  await mkdir(path.join(dir, 'folder'));
  await writeFile(path.join(dir, 'folder', 'a.txt'), 'a');
});
afterEach(async () => {
  await chmod(copies, 0o700);
  await rm(dir, { recursive: true, force: true });
  if (root) process.seteuid?.(0);
});

const copy = () => copyWorkspace(path.join(dir, 'folder'), copies);

test('folders that a server has locked are removed all the same, and what a link names is not', async () => {
  const outside = path.join(dir, 'outside');
  await mkdir(outside, { mode: 0o500 });
  const made = await copy();
  const locked = path.join(made.path, 'locked');
  await mkdir(path.join(locked, 'inner'), { recursive: true });
  await writeFile(path.join(locked, 'inner', 'b.txt'), 'b');
  await symlink(outside, path.join(locked, 'away'));
  await chmod(path.join(locked, 'inner'), 0o000);
  await chmod(locked, 0o555);
  await made.remove();
  expect(await readdir(copies)).toEqual([]);
  expect(await readdir(dir)).toContain('outside');
});

test('a copy that cannot be removed is told, and nothing is thrown', async () => {
  const made = await copy();
  await chmod(copies, 0o500);
  const warned = once(process, 'warning');
  await made.remove();
  const [warning] = await warned;
  expect(String(warning)).toContain(`the working copy ${made.path} could not be removed: EACCES`);
});
