import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commitsOf, hasGit } from './commits.ts';
import { buildRepository } from './repository.ts';

let folder: string;
const website = () => join(folder, 'workspace', 'website');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a folder with spaces '));
  await cp(join(import.meta.dirname, 'website.history'), join(folder, 'website.history'));
  await mkdir(join(folder, 'workspace'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe.skipIf(!hasGit)('with git', () => {
  test('builds once, the same on every machine, and leaves no temporary folder', async () => {
    vi.stubEnv('GIT_AUTHOR_DATE', '2001-01-01T00:00:00Z');
    vi.stubEnv('GIT_DIR', join(folder, 'elsewhere'));
    expect(await buildRepository(folder)).toBe('built');
    vi.unstubAllEnvs();
    expect(await buildRepository(folder)).toBe('already there');
    expect(commitsOf(website())[0]?.hash).toBe('e19f7309fb547da433d732dce118fef7cdf99c4a');
    expect(await readdir(join(folder, '.firefly'))).toEqual([]);
    expect(await readdir(join(folder, 'workspace'))).toEqual(['website']);
  });

  test('is small, clean and packed, with nothing of this machine in it', async () => {
    await buildRepository(folder);
    const status = execFileSync('git', ['status', '--short'], { cwd: website(), encoding: 'utf8' });
    expect(status).toBe('');
    const files = await readdir(join(website(), '.git'), { recursive: true });
    expect(files.filter((file) => /logs|hooks/.test(file))).toEqual([]);
    expect(files.length).toBeLessThan(20);
  });

  test('builds again when the recipe changed, and throws away what was there', async () => {
    await buildRepository(folder);
    await writeFile(join(website(), 'old.txt'), 'old');
    const history = await readFile(join(folder, 'website.history'), 'utf8');
    await writeFile(join(folder, 'website.history'), history.replace('First edition', 'Opening'));
    expect(await buildRepository(folder)).toBe('built');
    expect(await readdir(website())).not.toContain('old.txt');
  });

  test('a history that cannot be read leaves the server out, in the words of git', async () => {
    await writeFile(join(folder, 'website.history'), 'nonsense\n');
    expect(await buildRepository(folder)).toEqual({
      leftOut: expect.stringMatching(/fast-import.* failed .*nonsense/),
    });
  });

  test('several at once end with one good repository', async () => {
    const all = await Promise.all([1, 2, 3].map(() => buildRepository(folder)));
    expect(all).not.toContain(undefined);
    expect(await buildRepository(folder)).toBe('already there');
    expect(commitsOf(website())).toHaveLength(19);
  });
});

test('without git the folder stays empty and the reason is told; with git it is built then', async () => {
  vi.stubEnv('PATH', folder);
  expect(await buildRepository(folder)).toEqual({ leftOut: expect.stringContaining('git') });
  expect(await readdir(website())).toEqual([]);
  vi.unstubAllEnvs();
  if (hasGit) expect(await buildRepository(folder)).toBe('built');
});
