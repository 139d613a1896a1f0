import { makeLimiter } from '@firefly/db/limits/limiter';
import { testDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { expect, test } from 'vitest';
import { limiterContract } from './limiter-contract.ts';
import type { Kept, StartLimiters } from './limiter-kit.ts';

/** A trigger keeps the history of the table: no clock of this process has a part in it. */
const HISTORY = `
CREATE TABLE history (at serial, key text, free_at timestamptz);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO history (key, free_at) VALUES (NEW.key, NEW.free_at);
  RETURN NEW;
END $$;
CREATE TRIGGER note AFTER INSERT OR UPDATE ON server_limits FOR EACH ROW EXECUTE FUNCTION note();`;
const US = '(extract(epoch FROM free_at) * 1000000)::float8 AS "freeAtUs"';

const start: StartLimiters = async (workers) => {
  const database = await testDatabase();
  const connectionString = database.url;
  const pools = Array.from({ length: workers }, () => new pg.Pool({ connectionString, max: 3 }));
  // A pool is ended before its connections are: they may still see the database go.
  for (const pool of pools) pool.on('connect', (client) => client.on('error', () => {}));
  const [first = new pg.Pool()] = pools;
  await first.query(HISTORY);
  return {
    workers: pools.map(makeLimiter),
    async kept(key) {
      const { rows } = await first.query<Kept>(
        `SELECT ${US}, (SELECT count(*)::int FROM jsonb_object_keys(leases)) AS leases
         FROM server_limits WHERE key = $1`,
        [key],
      );
      return rows[0] ?? { freeAtUs: 0, leases: 0 };
    },
    async freeAtUs(key) {
      const sql = `SELECT ${US} FROM history WHERE key = $1 ORDER BY at`;
      const { rows } = await first.query<Kept>(sql, [key]);
      return rows.map(({ freeAtUs }) => freeAtUs);
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.close();
    },
  };
};

limiterContract('Postgres', start);

test('no call waits for a disk: the table is unlogged', async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT relpersistence AS kind FROM pg_class WHERE oid = 'server_limits'::regclass",
    );
    expect(rows).toEqual([{ kind: 'u' }]);
  } finally {
    await client.end();
    await database.close();
  }
});
