import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from './testing/sample-bundle.ts';
import { turnAt } from './turn.ts';

test('one has its turn at a time, also where a process was killed in its own', async () => {
  await using folder = await tempFolder();
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await writeFile(join(folder.path, '.bundle.amending'), String(child.pid));
  let inside = 0;
  let most = 0;
  const inTurn = async () => {
    await using _turn = await turnAt(join(folder.path, 'bundle'));
    inside += 1;
    most = Math.max(most, inside);
    await readdir(folder.path);
    inside -= 1;
  };
  await Promise.all([inTurn(), inTurn(), inTurn()]);
  expect(most).toBe(1);
  expect(await readdir(folder.path)).toEqual([]);
});
