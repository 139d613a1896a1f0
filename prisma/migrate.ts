/** `npm run migrate`: applies the migrations to the database of DATABASE_URL. */
import { applyMigrations } from '@firefly/db/migrations/apply';

const url = process.env.DATABASE_URL;
try {
  if (url === undefined || url === '') throw new Error('DATABASE_URL is not set.');
  const applied = await applyMigrations(url);
  console.log(applied ? 'The database is migrated.' : 'The database was up to date.');
} catch (thrown) {
  console.error(`migrate: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exitCode = 1;
}
