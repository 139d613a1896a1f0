import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** A migration of the folder, with the checksum that Prisma keeps of it. */
export interface Migration {
  readonly name: string;
  readonly checksum: string;
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** All migrations of a folder, in the order in which they apply. */
export async function migrationsIn(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'));
      return { name, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Whether a database holds all of `wanted`. Rejects if it holds more, or another text under one of
 * the names: then it belongs to another version of FireFly.
 */
export async function isUpToDate(
  client: pg.ClientBase,
  wanted: readonly Migration[],
): Promise<boolean> {
  const table = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
  if (table.rows[0]?.there !== true) return false;
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished ' +
      'FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const checksums = new Map(wanted.map(({ name, checksum }) => [name, checksum]));
  for (const row of rows)
    if (checksums.get(row.migration_name) !== row.checksum)
      throw new Error(
        `This database holds the migration ${row.migration_name}, which this version of FireFly ` +
          'does not have, or has with another text. Use the version that made it, or another database.',
      );
  // An unfinished one is left to `migrate deploy`, which says what to do about it.
  return rows.length === wanted.length && rows.every((row) => row.finished);
}
