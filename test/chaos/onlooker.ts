import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, openDatabase } from '@firefly/db/database';
import { runningOn } from '@firefly/db/embedded/postmaster';
import { missingJobs } from '@firefly/pipeline/missing';
import { readRunRows } from '@firefly/pipeline/run-rows';
import pg from 'pg';

/** Where a run is: the queue of the jobs that its rows miss; before it has any, it starts. */
export type Stage = string;

/**
 * Watches the runs of a place from outside: it is no user of the embedded Postgres, keeps it from no
 * stop, and changes nothing.
 */
export interface Onlooker {
  /** The process id of the Postgres that runs there now. */
  postgres(): Promise<number | undefined>;
  stage(): Promise<Stage>;
  /** The requests to models that have no reply yet, of all runs, as `run owner ordinal`. */
  underWay(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export function onlookerOf(dataDir: string): Onlooker {
  const cluster = join(dataDir, 'cluster');
  let open: { readonly port: number; readonly client: pg.Client; db?: Database } | undefined;

  const forget = async (): Promise<void> => {
    const old = open;
    open = undefined;
    await old?.db?.close();
    await old?.client.end();
  };

  async function connect(): Promise<NonNullable<typeof open> | undefined> {
    const server = await runningOn(cluster);
    if (server?.status !== 'ready') return undefined;
    if (open?.port === server.port) return open;
    await forget();
    const password = (await readFile(join(dataDir, 'password'), 'utf8')).trim();
    const url = `postgresql://firefly:${password}@127.0.0.1:${server.port}/firefly`;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    open = { port: server.port, client };
    const { rows } = await client.query("SELECT to_regclass('runs') IS NOT NULL AS there");
    const there = rows[0]?.there === true;
    // Only where a run is there already: what opens a database brings it up to date.
    if (there && (await client.query('SELECT 1 FROM runs LIMIT 1')).rowCount === 1)
      open.db = await openDatabase({ url, poolSize: 1 });
    return open;
  }

  async function stage(): Promise<Stage> {
    const to = await connect();
    if (to?.db === undefined) {
      await forget();
      return 'start';
    }
    const sql = "SELECT id FROM runs WHERE status = 'running' ORDER BY created_at DESC LIMIT 1";
    const { rows } = await to.client.query<{ id: string }>(sql);
    const run = rows[0] && (await to.db.runs.find(rows[0].id));
    if (!run) return 'no run';
    const missing = missingJobs(await readRunRows(to.db, run));
    return 'newWave' in missing ? 'plan' : (missing.jobs[0]?.queue ?? 'plan');
  }

  async function underWay(): Promise<readonly string[]> {
    const to = await connect();
    if (to?.db === undefined) return [];
    const { rows } = await to.client.query<{ at: string }>(
      `SELECT concat_ws(' ', run_id, owner, ordinal) AS at FROM model_calls WHERE reply IS NULL`,
    );
    return rows.map(({ at }) => at);
  }

  return {
    underWay,
    postgres: async () => (await runningOn(cluster))?.pid,
    async stage() {
      try {
        return await stage();
      } catch {
        // It starts, or stops, under our eyes.
        await forget().catch(() => {});
        return 'start';
      }
    },
    close: forget,
  };
}
