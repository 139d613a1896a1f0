import { connectTo } from '../reach.ts';
import { settleCutOff } from './cut-off.ts';
import { complaintOf, migrationsFolder, runPrisma } from './prisma-cli.ts';
import { isUpToDate, migrationsIn } from './state.ts';

/** Advisory lock of whoever migrates; Prisma's CLI holds another one inside. */
const MIGRATING = 7_366_001;

/** Which migrations, instead of the project's: for tests of broken ones. */
export interface MigrationSource {
  readonly folder?: string;
}

/**
 * Brings a database up to date. Processes that start together take turns, and only the first one
 * spawns Prisma. Returns whether anything was applied; rejects with what Prisma says of a failure.
 */
export async function applyMigrations(url: string, source: MigrationSource = {}): Promise<boolean> {
  const folder = source.folder ?? migrationsFolder;
  const wanted = await migrationsIn(folder);
  const client = await connectTo(url);
  try {
    if (await isUpToDate(client, wanted)) return false;
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    if (await isUpToDate(client, wanted)) return false;
    await settleCutOff(client, folder);
    if (await isUpToDate(client, wanted)) return true;
    const env = { DATABASE_URL: url, FIREFLY_MIGRATIONS: folder };
    const result = await runPrisma(['migrate', 'deploy'], env);
    // The table, not the exit code, says that it was done: an engine that does nothing also exits 0.
    if (result.code !== 0 || !(await isUpToDate(client, wanted)))
      throw new Error(`The database could not be migrated. ${complaintOf(result)}`);
    return true;
  } finally {
    await client.end();
  }
}
