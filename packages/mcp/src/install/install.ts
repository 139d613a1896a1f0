import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLockedFolder } from './locked-folder.ts';
import { npmCi } from './npm-ci.ts';
import { putInPlace, unless } from './put-in-place.ts';

/**
 * Installs the MCP servers of a folder, at the versions of its lockfile: `npm ci` into a folder
 * beside, then one rename. So an interrupted install never looks finished, and two processes may
 * install at the same time.
 */

/** Holds the hash of the lockfile that `node_modules` was made from; times of files lie after a checkout. */
const stamp = join('node_modules', '.firefly-lockfile');

/** What an install did: nothing, because the servers were there already, or a fresh `npm ci`. */
export type Installed = 'already there' | 'installed';

/**
 * Brings `folder/node_modules` in line with `folder/package-lock.json`; `progress` is told before it takes
 * long. Install scripts are not run. Rejects with `NotLocked` for a folder that is not locked, with npm's
 * own words when npm fails; what was installed before then stays.
 */
export async function install(folder: string, progress: () => void = () => {}): Promise<Installed> {
  const { manifests, hash } = await readLockedFolder(folder);
  if ((await installedHash(folder)) === hash) return 'already there';
  progress();
  const beside = join(folder, '.firefly');
  await mkdir(beside, { recursive: true });
  const temporary = await mkdtemp(join(beside, 'install-'));
  try {
    for (const name of manifests) await copyFile(join(folder, name), join(temporary, name));
    await npmCi(temporary, folder);
    await mkdir(join(temporary, 'node_modules'), { recursive: true });
    await writeFile(join(temporary, stamp), hash);
    const finished = join(temporary, 'node_modules');
    await putInPlace(finished, join(folder, 'node_modules'), join(temporary, 'before'));
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  // Another process may have won with an older lockfile: what counts is what lies there now.
  if ((await installedHash(folder)) !== hash) return install(folder, progress);
  return 'installed';
}

const installedHash = (folder: string): Promise<string | undefined> =>
  readFile(join(folder, stamp), 'utf8').catch(unless('ENOENT', 'ENOTDIR'));
