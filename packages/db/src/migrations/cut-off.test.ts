import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyDatabase, type TestDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyMigrations } from './apply.ts';
import { migrationsFolder } from './prisma-cli.ts';
import { migrationsIn } from './state.ts';

let database: TestDatabase;
let folder: string;
let client: pg.Client;
beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'firefly-cut-off-'));
  await cp(migrationsFolder, folder, { recursive: true });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await rm(folder, { recursive: true });
  await database.close();
});

const LAST = '20990101000000_last';
const add = async (sql: string): Promise<void> => {
  await mkdir(join(folder, LAST));
  await writeFile(join(folder, LAST, 'migration.sql'), sql);
};
const apply = () => applyMigrations(database.url, { folder });
/** As it is between its first and its last write. */
const cutOff = (): Promise<unknown> =>
  client.query('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1', [
    LAST,
  ]);
const thereIs = async (table: string): Promise<boolean> =>
  (await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [table])).rows[0].there;

test('a migration whose process died before it was applied is applied', async () => {
  await add('CREATE TABLE "last" (n int);');
  await apply();
  await client.query('DROP TABLE "last"');
  await cutOff();
  expect(await apply()).toBe(true);
  expect(await thereIs('last')).toBe(true);
  expect(await apply()).toBe(false);
});

test('one whose process died after it was applied counts as applied', async () => {
  await add('CREATE UNLOGGED TABLE "last" (n int);');
  await apply();
  await client.query('INSERT INTO "last" VALUES (7)');
  await cutOff();
  expect(await apply()).toBe(true);
  expect((await client.query('SELECT n FROM "last"')).rows).toEqual([{ n: 7 }]);
  expect(await apply()).toBe(false);
});

test('an engine that is still at it is waited for', async () => {
  await add('CREATE TABLE "last" (n int);');
  await apply();
  await cutOff();
  await client.query('SELECT pg_advisory_lock(72707369)');
  const next = apply();
  const waits = async () =>
    (await client.query('SELECT 1 FROM pg_locks WHERE objid = 72707369 AND NOT granted')).rowCount;
  await expect.poll(waits, { timeout: 20_000 }).toBe(1);
  await client.query('UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL');
  await client.query('SELECT pg_advisory_unlock(72707369)');
  expect(await next).toBe(true);
});

const ADDS = 'ALTER TABLE "runs" ADD COLUMN     "last" TEXT,\nADD COLUMN     "more" TEXT;';
const columns = async (): Promise<unknown> =>
  (
    await client.query(
      "SELECT 1 FROM information_schema.columns WHERE table_name = 'runs' AND column_name IN ('last', 'more')",
    )
  ).rowCount;

test('one that adds columns and died before it was applied is applied', async () => {
  await add(ADDS);
  await apply();
  await client.query('ALTER TABLE runs DROP COLUMN "last", DROP COLUMN "more"');
  await cutOff();
  expect(await apply()).toBe(true);
  expect(await columns()).toBe(2);
});

test('one that adds columns and died after it was applied counts as applied', async () => {
  await add(ADDS);
  await apply();
  await cutOff();
  expect(await apply()).toBe(true);
  expect(await columns()).toBe(2);
  expect(await apply()).toBe(false);
});

test('every migration adds something that tells', async () => {
  for (const { name } of await migrationsIn(migrationsFolder)) {
    const sql = await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8');
    expect(sql, name).toMatch(/^CREATE (?:UNLOGGED )?TABLE|^ALTER TABLE "\w+" ADD COLUMN/m);
  }
});

test('where no table and no column tells, Prisma says what to do', async () => {
  await add('CREATE INDEX last ON runs (status);');
  await apply();
  await cutOff();
  await expect(apply()).rejects.toThrow(LAST);
});
