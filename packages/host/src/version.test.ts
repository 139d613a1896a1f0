import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { version } from './version.ts';

test('the version is that of the whole project', async () => {
  const root = new URL('../../../package.json', import.meta.url);
  expect(version).toBe(JSON.parse(await readFile(root, 'utf8')).version);
});
