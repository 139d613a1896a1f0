import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredFile } from '@firefly/db/repositories/bundles';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { keepBundle } from './keep-bundle.ts';

let tempDir: string;
beforeAll(async () => {
  tempDir = await mkdtemp(join(tmpdir(), 'firefly-keep-'));
});
afterAll(() => rm(tempDir, { recursive: true }));

const NAMES = [...'fedcba'];
/** More than a stream reads ahead. */
const LONG = 'x'.repeat(200_000);
const write = async (folder: string): Promise<void> => {
  await mkdir(folder);
  for (const name of NAMES) await writeFile(join(folder, name), `${name}${LONG}`);
};
const keep = (save: (runId: string, files: readonly StoredFile[]) => Promise<void>) =>
  keepBundle({ tempDir, db: { bundles: { save } } } as unknown as Dependencies, 'r', write);

test('the files of a bundle are kept in the order of their names, and its folder goes', async () => {
  const kept: [string, string][] = [];
  await keep(async (_, files) => {
    for (const { name, bytes } of files) {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      kept.push([name, String(Buffer.concat(pieces))]);
    }
  });
  expect(kept).toEqual(NAMES.toReversed().map((name) => [name, `${name}${LONG}`]));
  expect(await readdir(tempDir)).toEqual([]);
});

test('a folder that cannot be written goes too, and nothing is kept', async () => {
  const parts = { tempDir, db: { bundles: { save: () => expect.fail() } } };
  const half = async (path: string): Promise<void> => {
    await write(path);
    throw new Error('the bundle does not verify');
  };
  await expect(keepBundle(parts as unknown as Dependencies, 'r', half)).rejects.toThrow('verify');
  expect(await readdir(tempDir)).toEqual([]);
});

test.skipIf(!existsSync('/proc/self/fd'))('a save that fails leaves no file open', async () => {
  const open = async () => (await readdir('/proc/self/fd')).length;
  const before = await open();
  for (let i = 0; i < 5; i += 1) {
    const kept = keep(async (_, [first]) => {
      for await (const _piece of first?.bytes ?? []) break;
      throw new Error('the connection failed');
    });
    await expect(kept).rejects.toThrow('the connection failed');
  }
  await expect.poll(open, { timeout: 2_000 }).toBeLessThan(before + 5);
});
