import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { unless } from './put-in-place.ts';

/** A folder that cannot be installed as it is; its message says what to do, in one line. */
export class NotLocked extends Error {}

const lockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ link: z.boolean().optional() })),
});

/** The manifests of a folder whose servers stand in a lockfile: what npm installs from, in words of its own. */
export interface LockedFolder {
  /** Names of the files to hand to npm. */
  readonly manifests: readonly string[];
  /** Of the lockfile: servers installed from another one are old. */
  readonly hash: string;
}

/**
 * Reads what npm would install from. Rejects with `NotLocked` where npm would have to choose versions,
 * or where the lockfile links packages that lie elsewhere, which a copy of the folder has not.
 */
export async function readLockedFolder(folder: string): Promise<LockedFolder> {
  const read = (name: string): Promise<Buffer | undefined> =>
    readFile(join(folder, name)).catch(unless('ENOENT', 'ENOTDIR'));
  if ((await read('package.json')) === undefined)
    throw new NotLocked(`${folder} holds no package.json that names MCP servers`);
  const lockfile = await read('package-lock.json');
  if (lockfile === undefined)
    throw new NotLocked(
      `${folder} holds no package-lock.json: run npm install --package-lock-only there, and keep the file`,
    );
  const linked = Object.entries(packagesOf(lockfile, folder)).find(([, { link }]) => link === true);
  if (linked !== undefined)
    throw new NotLocked(
      `${folder}/package-lock.json links ${linked[0]}: start a server of your own by its path in mcp.json instead`,
    );
  const manifests = ['package.json', 'package-lock.json'];
  if ((await read('.npmrc')) !== undefined) manifests.push('.npmrc');
  return { manifests, hash: createHash('sha256').update(lockfile).digest('hex') };
}

function packagesOf(lockfile: Buffer, folder: string) {
  try {
    return lockfileSchema.parse(JSON.parse(lockfile.toString('utf8'))).packages;
  } catch (cause) {
    throw new NotLocked(
      `${folder}/package-lock.json is no lockfile of npm 7 or newer: run npm install --package-lock-only there`,
      { cause },
    );
  }
}
