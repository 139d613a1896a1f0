import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/**
 * The advisory lock that Prisma's engine holds while it migrates:
 * https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production#advisory-locking
 */
const ENGINE_LOCK = 72_707_369;
const CREATED_TABLE = /^CREATE (?:UNLOGGED )?TABLE ("\w+")/m;
const ADDED_COLUMN = /^ALTER TABLE ("\w+") ADD COLUMN\s+"(\w+)"/m;

/** What is there once a migration was applied: a table, or a column of one; null where neither tells. */
function markOf(sql: string): { readonly table: string; readonly column: string | null } | null {
  const [, created] = CREATED_TABLE.exec(sql) ?? [];
  if (created !== undefined) return { table: created, column: null };
  const [, table, column] = ADDED_COLUMN.exec(sql) ?? [];
  return table === undefined || column === undefined ? null : { table, column };
}

const isThere = `SELECT to_regclass($1) IS NOT NULL AND ($2::text IS NULL OR EXISTS (
  SELECT 1 FROM pg_attribute
  WHERE attrelid = to_regclass($1) AND attname = $2 AND NOT attisdropped)) AS there`;

/** Begun, not finished, and no error noted: its process died, or is at it still. */
const UNFINISHED =
  'SELECT migration_name AS name FROM _prisma_migrations ' +
  'WHERE finished_at IS NULL AND rolled_back_at IS NULL AND logs IS NULL';

/**
 * Settles a migration whose process was killed, which Prisma would refuse to go on from for ever. A file
 * runs as one transaction, so it was applied wholly or not at all; a table or a column that it adds
 * says which. One that adds neither is left to Prisma, which says what to do.
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
      const mark = markOf(sql);
      if (mark === null) continue;
      const { rows: found } = await client.query(isThere, [mark.table, mark.column]);
      const ended = found[0]?.there === true ? 'finished_at' : 'rolled_back_at';
      await client.query(
        `UPDATE _prisma_migrations SET ${ended} = now()
         WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
        [name],
      );
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [ENGINE_LOCK]);
  }
}
