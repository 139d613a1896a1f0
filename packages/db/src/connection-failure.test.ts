import { connect, createServer, type Socket } from 'node:net';
import { FailureError, failureOf } from '@firefly/contracts/failure';
import { storeError } from '@firefly/contracts/store-error';
import { testDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';

const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

/** A way to a database that can be cut and closed, as a network can. */
async function bridgeTo(url: string) {
  const target = new URL(url);
  const { port, hostname } = new URL(url);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const server = createServer((socket) => {
    const far = keep(connect(Number(port), hostname));
    keep(socket).pipe(far).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as { port: number }).port);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = async () => {
    cut();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return { url: target.href, cut, close };
}

async function withDatabase(
  use: (
    database: Database,
    bridge: Awaited<ReturnType<typeof bridgeTo>>,
    url: string,
  ) => Promise<void>,
): Promise<void> {
  const store = await testDatabase();
  const bridge = await bridgeTo(store.url);
  const database = await openDatabase({ url: bridge.url, poolSize: 3 });
  try {
    await use(database, bridge, store.url);
  } finally {
    await bridge.close();
    await database.close();
    await store.close();
  }
}

test('a connection that is cut or refused fails the work for now only, with its cause', () =>
  withDatabase(async (database, bridge, url) => {
    const { runs, timings, limiter } = database;
    const slot = () =>
      limiter.acquire({
        key: 'k',
        limit: { concurrency: 1 },
        requests: 1,
        holdMs: 1,
        patienceMs: 1,
      });
    await runs.create({ id: 'r', key: 'r', spec: {} });
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    // A lock holds the queries back until the connection under them is gone.
    await admin.query('BEGIN; LOCK TABLE runs, timings, server_limits');
    const waiting = [runs.find('r'), timings.add('r', 'plan', 1), slot()].map(thrownBy);
    const held =
      'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())';
    const count = async () => (await admin.query(held)).rows[0].n;
    await expect.poll(count, { timeout: 30_000 }).toBe(3);
    bridge.cut();
    for (const error of await Promise.all(waiting)) {
      expect(failureOf(error)).toMatchObject({ kind: 'transient' });
      expect((error as FailureError).cause).toBeInstanceOf(Error);
    }
    await admin.query('ROLLBACK');
    await admin.end();
    expect(await runs.find('r')).toMatchObject({ id: 'r' });
    expect(await slot()).toMatchObject({ granted: true });
    await bridge.close();
    expect(failureOf(await thrownBy(runs.find('r'))).kind).toBe('transient');
    expect(failureOf(await thrownBy(runs.withPlanLock('r', async () => {}))).kind).toBe(
      'transient',
    );
  }));

test('a server that ends the connections of others fails the work for now only', () =>
  withDatabase(async ({ runs }, _, url) => {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const others =
      'SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    const planned = runs.withPlanLock('r', async () => {
      await admin.query('BEGIN; LOCK TABLE runs');
      const waiting = thrownBy(runs.find('r'));
      await expect
        .poll(
          async () =>
            (await admin.query('SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted')).rows[0]
              .n,
        )
        .toBeGreaterThan(0);
      await admin.query(others);
      const error = await waiting;
      await admin.query('ROLLBACK');
      throw error;
    });
    expect(failureOf(await thrownBy(planned)).kind).toBe('transient');
    await admin.end();
    expect(await runs.find('r')).toBeNull();
  }));

test('what is no fault of the connection stays as it was', () =>
  withDatabase(async ({ waves, runs }) => {
    const error = await thrownBy(waves.create('nobody', 0, {}));
    expect(error).toBeInstanceOf(Error);
    expect(failureOf(error).kind).toBe('permanent');
    const ours = new Error('a bug of ours');
    expect(await thrownBy(runs.withPlanLock('r', async () => Promise.reject(ours)))).toBe(ours);
    const known = new FailureError({ kind: 'cancelled', message: 'stopped' });
    expect(storeError(known, 'the database')).toBe(known);
  }));

test.each(['08006', '57P03', '53300', 'ECONNRESET', 'P1017', 'P2024'])('%s passes', (code) => {
  const inside = { meta: { driverAdapterError: { cause: { originalCode: code } } } };
  for (const error of [{ code }, inside, new AggregateError([{ code }])])
    expect(failureOf(storeError(error, 'the database')).kind).toBe('transient');
});
