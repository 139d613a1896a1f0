import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { holder } from './holder.fixture.ts';
import { runningOn, stopPostmaster, until } from './postmaster.ts';

let root: string;
let dataDir: string;
let cluster: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fire fly-'));
  // The server of root runs as another user, who must be able to enter.
  await chmod(root, 0o755);
  dataDir = join(root, 'data folder', 'pg');
  cluster = join(dataDir, 'cluster');
});

afterEach(async () => {
  const left = await runningOn(cluster);
  await stopPostmaster(cluster);
  await rm(root, { recursive: true });
  expect(left).toBeUndefined();
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const open = () => openEmbedded({ dataDir, settings: { fsync: 'off' } });
const pidOf = async () => (await runningOn(cluster))?.pid;

test('processes share one server, and the last to leave stops it', async () => {
  // All at once, so that they race for the first start.
  const [first, second, mine] = await Promise.all([holder(dataDir), holder(dataDir), open()]);
  expect(new Set([first.url, second.url, mine.url]).size).toBe(1);
  await first.leave();
  await mine.close();
  await mine.close();
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await second.leave();
  expect(await runningOn(cluster)).toBeUndefined();
});

test('a server left by a killed process is adopted', async () => {
  const first = await holder(dataDir);
  await query(first.url, 'CREATE TABLE kept (n int)');
  const pid = await pidOf();
  await first.kill();
  expect(await pidOf()).toBe(pid);
  const mine = await open();
  expect(mine.url).toBe(first.url);
  expect(await pidOf()).toBe(pid);
  expect(await query(mine.url, 'SELECT * FROM kept')).toEqual([]);
  await mine.close();
});

test('a killed server is started again, with its data', async () => {
  const first = await holder(dataDir);
  await query(first.url, 'CREATE TABLE kept (n int)');
  const pid = await pidOf();
  await first.kill();
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await until(async () => ((await pidOf()) === undefined ? true : undefined), 10_000);
  const mine = await open();
  expect(await pidOf()).not.toBe(pid);
  expect(await query(mine.url, 'SELECT * FROM kept')).toEqual([]);
  await mine.close();
});

test('Ctrl-C in the terminal of its first user does not stop it', async () => {
  const first = await holder(dataDir);
  const mine = await open();
  const pid = await pidOf();
  const exit = new Promise((resolve) => first.child.once('exit', resolve));
  process.kill(-(first.child.pid ?? 0), 'SIGINT');
  await exit;
  expect(await query(mine.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await pidOf()).toBe(pid);
  await mine.close();
});

test('a pid file whose pid now belongs to another program does not block the start', async () => {
  await (await open()).close();
  const lines = [process.pid, cluster, 0, 1, '', '127.0.0.1', '', 'ready'];
  await writeFile(join(cluster, 'postmaster.pid'), lines.join('\n'));
  const mine = await open();
  expect(await query(mine.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await mine.close();
});

test('only those who hold the password get in', async () => {
  const mine = await open();
  const stranger = new URL(mine.url);
  stranger.password = 'wrong';
  await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  await mine.close();
});

test('a folder that cannot be used is named, with what to do', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(openEmbedded({ dataDir: join(root, 'file', 'pg') })).rejects.toThrow(
    /cannot use .*file.pg: a part of its path is a file.*set DATABASE_URL/s,
  );
});
