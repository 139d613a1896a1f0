import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const installed = here('../../.venv/bin/python');

/** A Python that has the packages of test/python/requirements.txt; undefined where there is none. */
export const python: string | undefined =
  process.env.TEST_PYTHON ?? (existsSync(installed) ? installed : undefined);

/** Runs a program of test/python and parses what it prints. Its caches go into `home`; it stays offline. */
export async function ask<T>(home: string, program: string, ...args: string[]): Promise<T> {
  if (python === undefined) throw new Error('no Python');
  const { stdout } = await promisify(execFile)(python, [here(`../python/${program}`), ...args], {
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env.PATH, HF_HOME: home, HF_HUB_OFFLINE: '1', PYTHONUTF8: '1' },
  });
  return JSON.parse(stdout);
}
