import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { runningOn, stopPostmaster } from './postmaster.ts';

let root: string;
let dataDir: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'firefly-killed-'));
  await chmod(root, 0o755);
  dataDir = join(root, 'pg');
});
afterEach(async () => {
  await stopPostmaster(join(dataDir, 'cluster'));
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
});

/** Starts the first user of the folder and kills it so long after a file is there. */
async function killedAt(file: RegExp, ms: number): Promise<void> {
  const program = join(import.meta.dirname, 'hold.fixture.ts');
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  while (!(existsSync(dataDir) && readdirSync(dataDir).some((name) => file.test(name))))
    await delay(1);
  await delay(ms);
  child.kill('SIGKILL');
  await exit;
}

// Whoever comes next is here at once, while what the killed one had started still works.
test.each([
  ['makes the cluster', /^cluster\.part/, 10],
  ['makes the cluster', /^cluster\.part/, 400],
  ['makes the cluster', /^cluster\.part/, 800],
  ['starts the server', /^postgres\.log$/, 1],
  ['starts the server', /^postgres\.log$/, 15],
  ['makes the database', /^postgres\.log$/, 50],
  ['makes the database', /^postgres\.log$/, 120],
])('a first start killed while it %s does not trouble the next', async (_, file, ms) => {
  await killedAt(file, ms);
  const mine = await openEmbedded({ dataDir, settings: { fsync: 'off' } });
  const client = new pg.Client({ connectionString: mine.url });
  await client.connect();
  expect((await client.query('SELECT current_database() AS name')).rows).toEqual([
    { name: 'firefly' },
  ]);
  await client.end();
  await mine.close();
  expect(await runningOn(join(dataDir, 'cluster'))).toBeUndefined();
});
