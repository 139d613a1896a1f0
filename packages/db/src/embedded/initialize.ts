import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, serverEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';

export const SUPERUSER = 'firefly';
const MAJOR = '18';

/** True once `initialize` has finished. Rejects for a cluster that our binaries cannot read. */
export async function isInitialized(home: Home): Promise<boolean> {
  const file = join(home.cluster, 'PG_VERSION');
  if (!existsSync(file)) return false;
  const major = (await readFile(file, 'utf8')).trim();
  if (major !== MAJOR)
    throw new Error(
      `${home.cluster} was made by Postgres ${major}, and this is Postgres ${MAJOR}. ` +
        'Move the folder away to start with an empty database.',
    );
  return true;
}

/**
 * Removes folders of starts that were killed. Their `initdb` may still be at work, and then ends for want
 * of its files; what it writes meanwhile is left to the next call.
 */
async function sweep(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  for (const name of await readdir(parent))
    if (name.startsWith(`${basename(cluster)}.part`))
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
}

/**
 * Makes the cluster, in a folder beside it that is renamed at the end: there is never half a one, nor one
 * that two have written.
 */
export async function initialize(home: Home, binaries: Binaries, account: Account): Promise<void> {
  await sweep(home.cluster);
  const part = `${home.cluster}.part-${randomBytes(4).toString('hex')}`;
  await writeFile(home.password, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(home.password, account.uid, account.gid);
    await mkdir(part, { mode: 0o700 });
    await chown(part, account.uid, account.gid);
  }
  const options = [
    ['-D', part],
    ['-U', SUPERUSER],
    ['-A', 'scram-sha-256', '--pwfile', home.password],
    ['-E', 'UTF8', '--locale=C', '--no-instructions'],
  ];
  try {
    const spawnOptions = { ...account, cwd: '/', env: serverEnvironment() };
    await promisify(execFile)(binaries.initdb, options.flat(), spawnOptions);
  } catch (thrown) {
    const { stderr, message } = thrown as { stderr?: string; message: string };
    throw new Error(`initdb failed for ${home.cluster}: ${stderr?.trim() || message}`);
  }
  await rename(part, home.cluster);
  await sweep(home.cluster);
}
