import type { Limiter } from '@firefly/domain/ports';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { makeLimiter } from '../limiter.ts';

/** One row of `server_limits` as it stood after a change. */
export interface Change {
  readonly freeAtUs: number;
  /** Leases in the row, ended or not. */
  readonly leases: number;
}

/** Limiters as several workers have them, and what each change of theirs left behind. */
export interface Limiters {
  /** Each with connections of its own. */
  readonly workers: readonly Limiter[];
  /** In the order of the changes. */
  changes(key: string): Promise<Change[]>;
  /** Of the table, in the words of `pg_class`. */
  persistence(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A trigger keeps the history of the table: no clock of this process has a part in it. */
const HISTORY = `
CREATE TABLE history (at serial, key text, free_at timestamptz, leases int);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO history (key, free_at, leases)
  VALUES (NEW.key, NEW.free_at, (SELECT count(*) FROM jsonb_object_keys(NEW.leases)));
  RETURN NEW;
END $$;
CREATE TRIGGER note AFTER INSERT OR UPDATE ON server_limits FOR EACH ROW EXECUTE FUNCTION note();`;

export async function startLimiters(count: number): Promise<Limiters> {
  const database: TestDatabase = await testDatabase();
  const pools = Array.from(
    { length: count },
    () => new pg.Pool({ connectionString: database.url, max: 3 }),
  );
  const [first = new pg.Pool()] = pools;
  await first.query(HISTORY);
  return {
    workers: pools.map(makeLimiter),
    async changes(key) {
      const { rows } = await first.query<Change>(
        `SELECT (extract(epoch FROM free_at) * 1000000)::float8 AS "freeAtUs", leases
         FROM history WHERE key = $1 ORDER BY at`,
        [key],
      );
      return rows;
    },
    async persistence() {
      const { rows } = await first.query<{ kind: string }>(
        "SELECT relpersistence AS kind FROM pg_class WHERE oid = 'server_limits'::regclass",
      );
      return rows[0]?.kind;
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.close();
    },
  };
}
