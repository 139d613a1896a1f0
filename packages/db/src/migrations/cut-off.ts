import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/**
 * The advisory lock that Prisma's engine holds while it migrates:
 * https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production#advisory-locking
 */
const ENGINE_LOCK = 72_707_369;
const CREATED_TABLE = /^CREATE (?:UNLOGGED )?TABLE ("\w+")/m;

/** Begun, not finished, and no error noted: its process died, or is at it still. */
const UNFINISHED =
  'SELECT migration_name AS name FROM _prisma_migrations ' +
  'WHERE finished_at IS NULL AND rolled_back_at IS NULL AND logs IS NULL';

/**
 * Settles a migration whose process was killed, which Prisma would refuse to go on from for ever. A file
 * runs as one transaction, so it was applied wholly or not at all; a table that it creates says which.
 * One that creates none is left to Prisma, which says what to do.
 */
export async function settleCutOff(client: pg.ClientBase, folder: string): Promise<void> {
  const { rows: tables } = await client.query(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  if (tables[0]?.there !== true || (await client.query(UNFINISHED)).rowCount === 0) return;
  // The engine may have outlived the process that was killed: then it ends first.
  await client.query('SELECT pg_advisory_lock($1)', [ENGINE_LOCK]);
  try {
    const { rows } = await client.query<{ name: string }>(UNFINISHED);
    for (const { name } of rows) {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      const table = CREATED_TABLE.exec(sql)?.[1];
      if (table === undefined) continue;
      await client.query(
        `UPDATE _prisma_migrations SET
           finished_at = CASE WHEN to_regclass($2) IS NULL THEN NULL ELSE now() END,
           rolled_back_at = CASE WHEN to_regclass($2) IS NULL THEN now() ELSE NULL END
         WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
        [name, table],
      );
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [ENGINE_LOCK]);
  }
}
