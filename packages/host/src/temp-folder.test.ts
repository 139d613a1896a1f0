import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from './temp-folder.ts';

test('what killed processes left goes, also of one that had our number', async () => {
  const home = await mkdtemp(join(tmpdir(), 'firefly-temp-'));
  const left = [`${process.pid}`, `${process.pid}-1000`, '4194304', '4194304-1000'];
  const others = [`${process.ppid}`, `${process.ppid}-1000`, 'notes'];
  for (const name of [...left, ...others])
    await mkdir(join(home, 'tmp', name), { recursive: true });
  const own = await makeTempFolder(home);
  expect((await readdir(join(home, 'tmp'))).sort()).toEqual([...others, basename(own)].sort());
  // Asked for again by the same process it is the same folder.
  await mkdir(join(own, 'copy'));
  expect(await makeTempFolder(home)).toBe(own);
  expect(await readdir(own)).toEqual(['copy']);
  await rm(home, { recursive: true });
});
