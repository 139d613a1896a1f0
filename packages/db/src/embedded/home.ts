import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { closedFolder } from './open-to-everyone.ts';

/** Where the files of one embedded Postgres lie. */
export interface Home {
  /** Postgres' own data directory. */
  readonly cluster: string;
  /** Held while the server is started or stopped. */
  readonly gate: string;
  /** Held shared by everyone who uses the server. */
  readonly users: string;
  /** Mode 0600: the superuser's password. */
  readonly password: string;
  /** What the server says; begun anew at each start. */
  readonly log: string;
  /** Why the cluster does not lie in the data folder, for people. */
  readonly notice?: string;
}

const homeIn = (dataDir: string, clusterFolder: string): Home => ({
  cluster: join(clusterFolder, 'cluster'),
  gate: join(dataDir, 'gate.lock'),
  users: join(dataDir, 'users.lock'),
  password: join(clusterFolder, 'password'),
  log: join(dataDir, 'postgres.log'),
});

/**
 * Makes the data folder and says where everything lies. The server of root is run `byAnother` user,
 * who cannot enter a closed folder (a project below root's home, say): then the cluster lies in
 * `publicFolder`, and the data folder remembers where.
 */
export async function makeHome(
  dataDir: string,
  byAnother: boolean,
  publicFolder: string,
): Promise<Home> {
  await mkdir(dataDir, { recursive: true });
  const here = homeIn(dataDir, dataDir);
  if (!byAnother || existsSync(here.cluster)) return here;
  const pointer = join(dataDir, 'moved-to');
  if (!existsSync(pointer)) {
    const closed = closedFolder(join(dataDir, '..'));
    if (closed === undefined) {
      await chmod(dataDir, 0o755);
      return here;
    }
    const id = randomUUID();
    const part = `${pointer}.${id}`;
    await writeFile(part, join(publicFolder, 'clusters', id));
    // Of two processes that come here at once the first names the place: a link is never half made.
    await link(part, pointer).catch(() => undefined);
    await rm(part);
  }
  const folder = (await readFile(pointer, 'utf8')).trim();
  await mkdir(folder, { recursive: true });
  // Whatever our umask made of them.
  for (const made of [publicFolder, dirname(folder), folder]) await chmod(made, 0o755);
  const notice =
    `Postgres does not run as root, and its user cannot enter ${dataDir}: ` +
    `the database lies in ${folder}.`;
  return { ...homeIn(dataDir, folder), notice };
}
