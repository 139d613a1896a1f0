import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyDatabase, type TestDatabase } from '@firefly/testing/database';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyMigrations } from './apply.ts';
import { migrationsFolder, projectRoot, runPrisma } from './prisma-cli.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'fire fly-migrations-'));
  await cp(migrationsFolder, folder, { recursive: true });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await database.close();
});

async function tables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows.map((row) => row.tablename);
  } finally {
    await client.end();
  }
}

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

test('processes that start together migrate once, and the tables are there', async () => {
  const { url } = database;
  const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(url)));
  expect(applied.filter(Boolean)).toHaveLength(1);
  expect(await tables()).toEqual(expect.arrayContaining(['candidates', 'recordings', 'runs']));
  expect(await applyMigrations(url)).toBe(false);
});

test('a broken migration fails with its name and its reason, and keeps failing', async () => {
  await addMigration('20990101000000_broken', 'CREATE TABLE broken (n no_such_type);');
  const broken = applyMigrations(database.url, { folder });
  await expect(broken).rejects.toThrow(/no_such_type.*20990101000000_broken/s);
  await expect(applyMigrations(database.url, { folder })).rejects.toThrow(/20990101000000_broken/);
  expect(await tables()).not.toContain('broken');
});

test('a later migration is applied on top', async () => {
  await applyMigrations(database.url);
  await addMigration('20990101000000_later', 'CREATE TABLE later (n int);');
  expect(await applyMigrations(database.url, { folder })).toBe(true);
  expect(await tables()).toContain('later');
});

test('a database of a newer version is refused, not changed', async () => {
  await addMigration('20990101000000_later', 'CREATE TABLE later (n int);');
  await applyMigrations(database.url, { folder });
  await expect(applyMigrations(database.url)).rejects.toThrow(/20990101000000_later.*version/s);
});

test('the schema engine is found below a folder with a space in its name', async () => {
  const engine = join(folder, 'schema engine.ts');
  await symlink(join(projectRoot, 'prisma', 'schema-engine', 'main.ts'), engine);
  const env = { DATABASE_URL: database.url, PRISMA_SCHEMA_ENGINE_BINARY: engine };
  const result = await runPrisma(['migrate', 'status'], env);
  expect(result.stdout).toMatch(/have not yet been applied/);
});

test('a panic of the schema engine is a failure', async () => {
  const env = { DATABASE_URL: database.url, FORCE_PANIC_SCHEMA_ENGINE: '1' };
  const result = await runPrisma(['migrate', 'status'], env);
  expect(result.code).not.toBe(0);
  expect(result.stderr).toMatch(/Error: .*panic/s);
});

test('a server that is not there is said to be so', async () => {
  const result = await runPrisma(['migrate', 'deploy'], {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
  });
  expect(result.code).not.toBe(0);
  expect(result.stderr).toMatch(/P1001.*ECONNREFUSED/s);
});
