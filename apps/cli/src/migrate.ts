import { join, resolve } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { applyMigrations } from '@firefly/db/migrations/apply';
import { nameOfDatabase } from '@firefly/db/reach';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { readStorePlace } from './environment.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';

const STOP_MS = 20_000;

/** Migrates the database and says so in one line. */
export async function migrate(
  json: boolean,
  { environment, cwd, out, err }: Terminal,
): Promise<void> {
  const settings = readStorePlace(environment);
  const say = lineTo(err);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  const forget = onSignals(lifecycle);
  const embedded = async (): Promise<string> => {
    const dataDir = join(resolve(cwd, settings.FIREFLY_HOME), 'pg');
    const postgres = await openEmbedded({ dataDir, onMessage: say });
    lifecycle.onStop('Postgres', () => postgres.close());
    return postgres.url;
  };
  try {
    const url = settings.DATABASE_URL ?? (await embedded());
    const applied = await applyMigrations(url);
    const database = nameOfDatabase(url);
    const text = applied ? `Migrated ${database}.` : `${database} was up to date.`;
    lineTo(out)(json ? JSON.stringify({ database, applied }) : text);
  } finally {
    await lifecycle.stop();
    forget();
  }
}
