import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { applyMigrations } from '@firefly/db/migrations/apply';
import { migrationsFolder, projectRoot } from '@firefly/db/migrations/prisma-cli';
import { migrationsIn } from '@firefly/db/migrations/state';
import pg from 'pg';

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  /** Drops the database; the last of all tests that run stops the server. */
  close(): Promise<void>;
}

/** Nothing here must survive a power cut, and many test files connect at once. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};
const TEMPLATE_LOCK = 7_366_003;
/** A clone older than this was left by a killed test. */
const STALE_MS = 60 * 60 * 1_000;

/** A database cloned from a migrated template, on one server that all test processes share. */
export const testDatabase = (): Promise<TestDatabase> => cloneOf(templateOf);

/** As `testDatabase`, without a table: for tests of the migrations. */
export const emptyDatabase = (): Promise<TestDatabase> => cloneOf(async () => 'template0');

async function cloneOf(
  sourceOf: (admin: pg.Client, url: string) => Promise<string>,
): Promise<TestDatabase> {
  const dataDir = join(projectRoot, 'node_modules', '.cache', 'firefly', 'tests');
  const server = await openEmbedded({ dataDir, settings });
  const name = `test_${Date.now()}_${randomBytes(6).toString('hex')}`;
  try {
    await onAdmin(server.url, async (admin) => {
      await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
      await dropStale(admin);
      const source = await sourceOf(admin, server.url);
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${source}`);
    });
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
  return {
    url: databaseUrl(server.url, name),
    async close() {
      try {
        await onAdmin(server.url, (admin) =>
          admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
        );
      } finally {
        await server.close();
      }
    },
  };
}

/** The migrated template, made if these migrations have none. It has its name only once it is whole. */
async function templateOf(admin: pg.Client, url: string): Promise<string> {
  const migrations = JSON.stringify(await migrationsIn(migrationsFolder));
  const hash = createHash('sha256').update(migrations).digest('hex').slice(0, 16);
  const name = `template_${hash}`;
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount !== 0) return name;
  await admin.query('DROP DATABASE IF EXISTS template_part WITH (FORCE)');
  await admin.query('CREATE DATABASE template_part');
  await applyMigrations(databaseUrl(url, 'template_part'));
  await admin.query(`ALTER DATABASE template_part RENAME TO ${name}`);
  return name;
}

async function dropStale(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
  );
  for (const { datname } of rows)
    if (Number(datname.split('_')[1]) < Date.now() - STALE_MS)
      await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function onAdmin(url: string, use: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await use(admin);
  } finally {
    await admin.end();
  }
}
