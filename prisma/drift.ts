import { join } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import {
  complaintOf,
  migrationsFolder,
  projectRoot,
  runPrisma,
} from '@firefly/db/migrations/prisma-cli';

const NOTHING_DIFFERS = 0;
const SOMETHING_DIFFERS = 2;

/**
 * The SQL by which the schema differs from what the migrations make, or null if it does not. Replays
 * the migrations on a scratch database of an embedded Postgres.
 */
export async function driftOf(
  schema: string = join(projectRoot, 'prisma', 'schema.prisma'),
): Promise<string | null> {
  const dataDir = join(projectRoot, 'node_modules', '.cache', 'firefly', 'drift');
  const database = await openEmbedded({ dataDir, settings: { fsync: 'off' } });
  try {
    const from = ['--from-migrations', migrationsFolder];
    const args = ['migrate', 'diff', ...from, '--to-schema', schema, '--script', '--exit-code'];
    const result = await runPrisma(args, { DATABASE_URL: database.url });
    // Both outcomes must have said something: an engine that does nothing also exits 0.
    if (result.code === NOTHING_DIFFERS && /empty migration/.test(result.stdout)) return null;
    if (result.code === SOMETHING_DIFFERS && result.stdout.trim() !== '') return result.stdout;
    throw new Error(`The drift check did not run. ${complaintOf(result)}`);
  } finally {
    await database.close();
  }
}
