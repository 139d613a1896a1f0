import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { bundleKind, placeFolder } from './place.ts';
import { readManifest, readTasks } from './reader.ts';
import { collect } from './testing/collect.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { writeBundle } from './writer.ts';

const program = fileURLToPath(new URL('./testing/endless-writer.ts', import.meta.url));

test('a writer killed in the middle leaves the old bundle, and the next one sweeps its folder', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);

  const child = spawn(process.execPath, [program, dir], { stdio: 'inherit' });
  const exit = once(child, 'exit');
  try {
    await vi.waitFor(
      async () => {
        const temp = (await readdir(folder.path)).find((name) => name.includes('.writing-'));
        expect((await stat(join(folder.path, temp ?? '', 'tasks.jsonl'))).size).toBeGreaterThan(0);
      },
      { timeout: 30_000, interval: 20 },
    );
  } finally {
    child.kill('SIGKILL');
    await exit;
  }
  expect(await collect(readTasks(dir))).toEqual(sampleTasks);
  expect(await readdir(folder.path)).toHaveLength(2);

  await writeBundle(dir, rowsFor([]), sampleMeta);
  expect(await readdir(folder.path)).toEqual(['bundle']);
});

test('a writer killed between the two renames: the next one puts the old bundle back', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks), sampleMeta);
  await rename(dir, join(folder.path, '.bundle.previous'));
  const placement = await placeFolder(dir, bundleKind);
  expect((await readManifest(dir)).counts.tasks).toBe(2);
  await placement.discard();
  expect(await readdir(folder.path)).toEqual(['bundle']);
});

test('folders of living writers are left alone', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  const first = await placeFolder(dir, bundleKind);
  const second = await placeFolder(dir, bundleKind);
  expect(await readdir(folder.path)).toHaveLength(2);
  await first.discard();
  await second.discard();
});
