import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdsRun, mustHoldBundle, mustTakeBundle } from './bundle-folder.ts';
import { sampleFolder } from './testing/sample-folder.ts';
import { UsageError } from './usage-error.ts';

test('a bundle may stand where there is nothing, an empty folder or a bundle', async () => {
  await using folder = await sampleFolder();
  await mkdir(join(folder.path, 'empty'));
  for (const name of ['none', 'empty', 'bundle'])
    await expect(mustTakeBundle(join(folder.path, name))).resolves.toBeUndefined();
});

test('a folder of other files, or a file, takes no bundle', async () => {
  await using folder = await sampleFolder();
  await expect(mustTakeBundle(folder.path)).rejects.toThrow('holds files that are not a bundle');
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  await expect(mustTakeBundle(file)).rejects.toThrow(UsageError);
});

test('only a folder with a manifest holds a bundle', async () => {
  await using folder = await sampleFolder();
  await expect(mustHoldBundle(folder.bundle)).resolves.toBeUndefined();
  for (const path of [folder.path, join(folder.path, 'none')])
    await expect(mustHoldBundle(path)).rejects.toThrow('is not a bundle');
});

test('a folder holds the bundle of one run', async () => {
  await using folder = await sampleFolder();
  expect(await holdsRun(folder.bundle, folder.runId)).toBe(true);
  expect(await holdsRun(folder.bundle, 'another')).toBe(false);
  expect(await holdsRun(join(folder.path, 'none'), folder.runId)).toBe(false);
});
