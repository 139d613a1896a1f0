import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exclusive, tryExclusive, tryShared } from './file-lock.ts';

let root: string;
let file: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'firefly-lock-'));
  file = join(root, 'gate.lock');
});
afterEach(() => rm(root, { recursive: true }));

test('many share, one excludes', () => {
  const first = tryShared(file);
  const second = tryShared(file);
  expect(first).toBeDefined();
  expect(second).toBeDefined();
  first?.release();
  expect(tryExclusive(file)).toBeUndefined();
  second?.release();
  const only = tryExclusive(file);
  expect(only).toBeDefined();
  expect(tryShared(file)).toBeUndefined();
  only?.release();
  only?.release();
});

test('waiting ends with a message that names the file', async () => {
  const holder = tryExclusive(file);
  await expect(exclusive(file, 50)).rejects.toThrow(file);
  holder?.release();
  (await exclusive(file, 50)).release();
});

test('a killed holder holds nothing', async () => {
  const module = join(import.meta.dirname, 'file-lock.ts');
  const script = `
    const { tryExclusive } = await import(${JSON.stringify(module)});
    tryExclusive(process.argv[1]);
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file]);
  await once(child.stdout, 'data');
  expect(tryExclusive(file)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = tryExclusive(file);
  expect(lock).toBeDefined();
  lock?.release();
});
