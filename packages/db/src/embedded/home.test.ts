import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeHome } from './home.ts';
import { closedFolder } from './open-to-everyone.ts';

let root: string;
let project: string;
let place: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'firefly-home-'));
  project = join(root, 'project');
  place = join(root, 'public');
});
afterEach(() => rm(root, { recursive: true }));

test('everything lies in the data folder when the server runs as ourselves', async () => {
  const home = await makeHome(join(project, 'pg'), false, place);
  expect(home.cluster).toBe(join(project, 'pg', 'cluster'));
  expect(home.notice).toBeUndefined();
});

test('the cluster moves out of a folder that its user cannot enter, and stays where it went', async () => {
  await chmod(root, 0o700);
  expect(closedFolder(project)).toBe(root);
  const homes = await Promise.all([
    makeHome(join(project, 'pg'), true, place),
    makeHome(join(project, 'pg'), true, place),
  ]);
  const [first, second] = homes;
  expect(first?.cluster).toBe(second?.cluster);
  expect(first?.cluster.startsWith(place)).toBe(true);
  expect(first?.notice).toContain(await readFile(join(project, 'pg', 'moved-to'), 'utf8'));
  await chmod(root, 0o755);
  expect((await makeHome(join(project, 'pg'), true, place)).cluster).toBe(first?.cluster);
});

test('an open folder keeps the cluster', async () => {
  await chmod(root, 0o755);
  const home = await makeHome(join(project, 'pg'), true, place);
  expect(home.cluster).toBe(join(project, 'pg', 'cluster'));
});
