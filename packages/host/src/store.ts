import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Database, openDatabase } from '@firefly/db/database';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { poolSizeFor } from '@firefly/db/pool-size';
import type { Lifecycle } from '@firefly/service/lifecycle';
import { makeTempFolder } from './temp-folder.ts';

/** Connections of the repositories: more jobs than these wait for each other. */
const MOST_JOBS = 16;

/** Room for two processes at the highest concurrency; a connection not used costs next to nothing. */
const MAX_CONNECTIONS = 400;

/** What a process will ask of the store. */
export interface StoreLoad {
  /** Jobs that run at a time. */
  readonly jobs: number;
  /** Connections that the queues hold beside the repositories' own. */
  readonly queueConnections: number;
}

/** Where runs are kept: a Postgres, open, and a folder for this process. */
export interface Store {
  readonly db: Database;
  readonly url: string;
  readonly tempDir: string;
}

/** Where the store is. */
export interface StorePlace {
  /** Folder of the embedded Postgres and of temporary files. */
  readonly home: string;
  /** A Postgres elsewhere, in place of the embedded one. */
  readonly databaseUrl?: string | undefined;
}

/** Opens the store; what is opened is registered with the lifecycle at once. */
export async function openStore(
  { home, databaseUrl }: StorePlace,
  { jobs, queueConnections }: StoreLoad,
  lifecycle: Lifecycle,
  say: (message: string) => void,
): Promise<Store> {
  const tempDir = await makeTempFolder(resolve(home));
  lifecycle.onStop('temporary files', () => rm(tempDir, { recursive: true, force: true }));
  const url = databaseUrl ?? (await embedded(home, lifecycle, say));
  const poolSize = poolSizeFor({ listeners: 0, concurrency: Math.min(jobs, MOST_JOBS) });
  const db = await openDatabase({ url, poolSize, others: queueConnections });
  lifecycle.onStop('database', () => db.close());
  return { db, url, tempDir };
}

async function embedded(
  home: string,
  lifecycle: Lifecycle,
  say: (message: string) => void,
): Promise<string> {
  const postgres = await openEmbedded({
    dataDir: join(resolve(home), 'pg'),
    onMessage: say,
    settings: { max_connections: String(MAX_CONNECTIONS) },
  });
  lifecycle.onStop('Postgres', () => postgres.close());
  return postgres.url;
}
