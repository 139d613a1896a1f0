import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { install } from './install.ts';
import { NotLocked } from './locked-folder.ts';

let folder: string;
const manifest = { name: 'empty', version: '1.0.0', dependencies: {} };
const packages = { '': manifest };
const lockfile = { ...manifest, lockfileVersion: 3, requires: true, packages };
const write = (name: string, value: unknown) =>
  writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a folder with spaces '));
  await write('package.json', manifest);
  await write('package-lock.json', lockfile);
  await write('.npmrc', 'update-notifier=false\n');
});
afterEach(() => rm(folder, { recursive: true }));

test('installs once, tells before it does, and leaves no temporary folder', async () => {
  let told = 0;
  const tell = () => {
    told += 1;
  };
  expect(await install(folder, tell)).toBe('installed');
  expect(await install(folder, tell)).toBe('already there');
  expect(told).toBe(1);
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

test('a folder without .npmrc will do', async () => {
  await rm(join(folder, '.npmrc'));
  expect(await install(folder)).toBe('installed');
});

test.each<[string, RegExp, () => Promise<unknown>]>([
  ['no package.json', /holds no package\.json/, () => rm(join(folder, 'package.json'))],
  ['no lockfile', /no package-lock\.json: run npm/, () => rm(join(folder, 'package-lock.json'))],
  ['a lockfile cut off', /is no lockfile of npm/, () => write('package-lock.json', '{"packages":')],
  ['an old lockfile', /is no lockfile of npm/, () => write('package-lock.json', manifest)],
  [
    'a link to a package elsewhere',
    /links node_modules\/mine: start a server of your own by its path/,
    () =>
      write('package-lock.json', {
        ...lockfile,
        packages: { ...packages, 'node_modules/mine': { resolved: '../mine', link: true } },
      }),
  ],
])('is not installed: %s', async (_, message, spoil) => {
  await spoil();
  const refused = install(folder);
  await expect(refused).rejects.toThrow(NotLocked);
  await expect(refused).rejects.toThrow(message);
  expect(await readdir(folder)).not.toContain('node_modules');
});
