import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '@firefly/db/database';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { readArrivals } from '@firefly/testing/servers/arrivals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

const WORKERS = 4;
const CALLS = 15;
let folder: string;
let store: TestDatabase;
const databases: Database[] = [];
const harnesses: Harness[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firefly-shared-'));
  store = await testDatabase();
  const env = { ARRIVALS: path.join(folder, 'arrivals') };
  for (let worker = 0; worker < WORKERS; worker++) {
    const db = await openDatabase({ url: store.url, poolSize: 4 });
    databases.push(db);
    const tidy = { env, firefly: { rateLimit: { perSecond: 50 } } };
    // Of another name for each: it is the same server.
    const entry = { [`tidy-${worker}`]: { program: 'tidy' as const, ...tidy } };
    harnesses.push(await startHarness(entry, { limiter: db.limiter }));
  }
});
afterAll(async () => {
  await Promise.all(harnesses.map((harness) => harness.dispose()));
  await Promise.all(databases.map((db) => db.close()));
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

test('workers that share a database share the limit, by what the servers themselves saw', async () => {
  await Promise.all(
    harnesses.map(async ({ servers }) => {
      const [name = ''] = servers.names;
      const sessions = await Promise.all([servers.open(name), servers.open(name)]);
      for (let calls = 0; calls < CALLS; calls++)
        await Promise.all(sessions.map((session) => session.call('list_cities', {})));
    }),
  );
  const arrivals = await readArrivals(path.join(folder, 'arrivals'));
  expect(arrivals.count).toBe(WORKERS * 2 * CALLS);
  expect(arrivals.mostPerSecond).toBeLessThanOrEqual(50);
});
