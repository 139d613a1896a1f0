import { failureOf } from '@firefly/contracts/failure';
import { testDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openQueues } from './connection.ts';

test('a connection that is lost while jobs are queued fails the work for now only', async () => {
  const store = await testDatabase();
  const queues = await openQueues({ url: store.url, poolSize: 4, onError: () => {} });
  const admin = new pg.Client({ connectionString: store.url });
  await admin.connect();
  const number = async (sql: string): Promise<number> => (await admin.query(sql)).rows[0].n;
  // Of this database only: others of the cluster have waiters of their own.
  const waiting =
    'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())';
  try {
    const tables = await admin.query<{ name: string }>(
      "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'",
    );
    await admin.query(`BEGIN; LOCK TABLE ${tables.rows.map((row) => row.name).join(', ')}`);
    const queued = queues.producer
      .enqueue({ queue: 'plan', payload: { runId: 'r', turn: '1' } }, 0)
      .catch((error: unknown) => error);
    await expect.poll(() => number(waiting), { timeout: 30_000 }).toBeGreaterThan(0);
    await number(
      'SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    expect(failureOf(await queued)).toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('the connection to the queues failed'),
    });
    await admin.query('ROLLBACK');
    // The pool may hand out another connection that was cut as well, until it has noticed.
    const again = () =>
      queues.producer.enqueue({ queue: 'plan', payload: { runId: 'r', turn: '1' } }, 0).then(
        () => 'queued',
        (error: unknown) => failureOf(error).kind,
      );
    await expect.poll(again, { timeout: 30_000 }).toBe('queued');
    expect((await queues.counts()).plan.waiting).toBe(1);
  } finally {
    await admin.end();
    await queues.close();
    await store.close();
  }
});
