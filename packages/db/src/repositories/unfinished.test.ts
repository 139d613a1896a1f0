import { testDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../database.ts';

/** As the keeper asks for them: `unfinished` of the runs of the service. */
const ASKED = "SELECT id FROM runs WHERE shared AND status = 'running' ORDER BY created_at";

test('the runs to be kept going are found by an index of their own', async () => {
  const store = await testDatabase();
  onTestFinished(store.close);
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  // So few rows are read as a whole, whatever index there is.
  await client.query('SET enable_seqscan = off');
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${ASKED}`);
  await client.end();
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('runs_unfinished_idx');

  const db = await openDatabase({ url: store.url, poolSize: 1 });
  const run = { name: null, spec: {}, createdBy: 'somebody', request: null, servers: [] };
  for (const id of ['r1', 'r2', 'r3']) await db.serviceRuns.create({ ...run, id, key: id });
  await db.runs.create({ id: 'command', key: 'command', spec: {} });
  await db.runs.fail('r2', 'broken');
  expect(await db.serviceRuns.unfinished()).toEqual(['r1', 'r3']);
  await db.close();
});
