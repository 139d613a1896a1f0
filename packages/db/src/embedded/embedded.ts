import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import pg from 'pg';
import { serverAccount, weAreRoot } from './account.ts';
import { binariesFor } from './binaries.ts';
import { exclusive, tryExclusive, tryShared } from './file-lock.ts';
import { type Home, makeHome } from './home.ts';
import { initialize, isInitialized, SUPERUSER } from './initialize.ts';
import { type Postmaster, runningOn, stopPostmaster, until } from './postmaster.ts';
import { startPostmaster } from './start.ts';
import { unusable } from './unusable.ts';

/** A connection to the embedded Postgres of a folder. */
export interface Embedded {
  /** Connection string of a superuser, to the database `firefly`. */
  readonly url: string;
  /** Leaves; the last one to leave stops the server. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Made if it does not exist. One server runs for it, whoever opens it. */
  readonly dataDir: string;
  /** Told what takes a moment, in sentences for people. */
  readonly onMessage?: (message: string) => void;
  /** Further settings of the server; they count only for whoever starts it. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Only root uses it, for what another user must reach. */
const PUBLIC_FOLDER = '/var/lib/firefly';
/** As long as another process may take to start the server. */
const GATE_MS = 180_000;

const urlOf = (server: Postmaster, password: string, database: string): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`;

/**
 * Opens the embedded Postgres of a folder: starts it, or joins the one that runs, which may have
 * been left behind by a killed process. Two never run on one folder.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const tell = options.onMessage ?? (() => {});
  const home = await makeHome(dataDir, weAreRoot(), PUBLIC_FOLDER).catch(unusable(dataDir));
  const gate = await exclusive(home.gate, GATE_MS).catch(unusable(dataDir));
  try {
    const server = (await join(home)) ?? (await start());
    const password = await readPassword(home).catch(unusable(dataDir));
    await ensureDatabase(urlOf(server, password, 'postgres'));
    return enter(home, urlOf(server, password, 'firefly'));
  } finally {
    gate.release();
  }

  async function start(): Promise<Postmaster> {
    if (home.notice !== undefined) tell(home.notice);
    const account = serverAccount(home.cluster);
    const binaries = await binariesFor(account, PUBLIC_FOLDER);
    if (!(await isInitialized(home))) {
      tell(`Making a Postgres database in ${home.cluster}.`);
      await initialize(home, binaries, account).catch(unusable(dataDir));
    }
    return startPostmaster(home, binaries, account, options.settings ?? {});
  }
}

/** The server that runs already, once it takes connections; undefined if there is none. */
async function join(home: Home): Promise<Postmaster | undefined> {
  const settled = await until(async () => {
    const server = await runningOn(home.cluster);
    if (server === undefined) return 'none';
    return server.status === 'ready' ? server : undefined;
  }, GATE_MS);
  if (settled === undefined)
    throw new Error(`a Postgres on ${home.cluster} neither starts nor stops; see ${home.log}`);
  return settled === 'none' ? undefined : settled;
}

async function readPassword(home: Home): Promise<string> {
  if (!existsSync(home.password)) throw new Error(`the password file ${home.password} is missing`);
  return (await readFile(home.password, 'utf8')).trim();
}

/** Somebody made the database meanwhile: a connection of a killed process may end what it began. */
const THERE = ['42P04', '23505'];

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'firefly'");
    if (rowCount === 0)
      await client.query('CREATE DATABASE firefly').catch((error: { code?: string }) => {
        if (!THERE.includes(error.code ?? '')) throw error;
      });
  } finally {
    await client.end();
  }
}

/** Becomes a user of the running server. Call with the gate held. */
function enter(home: Home, url: string): Embedded {
  const use = tryShared(home.users);
  if (use === undefined) throw new Error(`${home.users} is locked by a foreign program`);
  let closing: Promise<void> | undefined;
  const leave = async () => {
    const gate = await exclusive(home.gate, GATE_MS);
    try {
      use.release();
      const last = tryExclusive(home.users);
      if (last === undefined) return;
      last.release();
      await stopPostmaster(home.cluster);
    } finally {
      gate.release();
    }
  };
  return {
    url,
    close() {
      closing ??= leave();
      return closing;
    },
  };
}
