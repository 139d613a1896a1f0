import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { install } from './install.ts';

let folder: string;
const manifest = { name: 'empty', version: '1.0.0', dependencies: {} };
const lockfile = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } };
const write = (name: string, value: unknown) =>
  writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a folder with spaces '));
  await write('package.json', manifest);
  await write('package-lock.json', lockfile);
  await write('.npmrc', 'update-notifier=false\n');
});
afterEach(() => rm(folder, { recursive: true }));

test('installs once, with one line of progress, and leaves no temporary folder', async () => {
  const lines: string[] = [];
  expect(await install(folder, (line) => lines.push(line))).toBe('installed');
  expect(await install(folder, (line) => lines.push(line))).toBe('already there');
  expect(lines).toHaveLength(1);
  expect(await readdir(join(folder, '.firefly'))).toEqual([]);
});

test('installs again when the lockfile changed, and throws away what was there', async () => {
  await install(folder);
  await write('node_modules/old.txt', 'old');
  await write('package-lock.json', { ...lockfile, version: '1.0.1' });
  expect(await install(folder)).toBe('installed');
  expect(await readdir(join(folder, 'node_modules'))).not.toContain('old.txt');
});

test('a node_modules without its stamp counts as unfinished', async () => {
  await mkdir(join(folder, 'node_modules'));
  expect(await install(folder)).toBe('installed');
});

test('several installs at once end with one good folder', async () => {
  await Promise.all([install(folder), install(folder), install(folder)]);
  expect(await install(folder)).toBe('already there');
});

test('says what npm said when it fails, and keeps what was installed', async () => {
  await install(folder);
  const before = await readFile(join(folder, 'node_modules', '.firefly-lockfile'), 'utf8');
  await write('package.json', { ...manifest, dependencies: { zod: '4.6.7' } });
  await write('package-lock.json', { ...lockfile, version: '1.0.2' });
  await expect(install(folder)).rejects.toThrow(/npm ci failed for .*spaces[\s\S]*zod@4\.6\.7/);
  expect(await readFile(join(folder, 'node_modules', '.firefly-lockfile'), 'utf8')).toBe(before);
  expect(await readdir(join(folder, '.firefly'))).toEqual([]);
});
