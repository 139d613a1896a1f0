import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BundleError, MANIFEST } from './tables.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Forces a folder's entries to disk, where the platform can. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type Standing = 'nothing' | 'empty' | 'bundle' | 'other';

async function standingAt(path: string): Promise<Standing> {
  const entries = await readdir(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new BundleError(`${path} is not a folder that can be read: ${(error as Error).message}`);
  });
  if (entries === undefined) return 'nothing';
  if (entries.length === 0) return 'empty';
  const text = await readFile(join(path, MANIFEST), 'utf8').catch(() => '');
  return /"format":\s*"firefly\.bundle\/\d+"/.test(text) ? 'bundle' : 'other';
}

/** A place where a bundle will stand: a fresh temporary folder beside it, and the way in. */
export interface Placement {
  readonly temp: string;
  /** Renames the temporary folder into place. */
  commit(): Promise<void>;
  /** Removes the temporary folder. */
  discard(): Promise<void>;
}

/** Folders of writers that died: their name ends in the process id. */
async function sweep(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (!Number.isSafeInteger(pid) || pid <= 0) continue;
    try {
      process.kill(pid, 0);
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
      if (gone) await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

/**
 * Prepares to put a bundle at `dir`. A folder that holds something else is refused. An old bundle
 * is moved aside and the new one moved in: two renames, since no portable call swaps two folders.
 * A writer killed between them leaves the old bundle beside; the next one puts it back first.
 */
export async function placeBundle(dir: string): Promise<Placement> {
  const target = await realpath(resolve(dir)).catch(() => resolve(dir));
  const parent = dirname(target);
  const name = basename(target);
  const aside = join(parent, `.${name}.previous`);
  await mkdir(parent, { recursive: true });
  const before = await standingAt(target);
  if (before === 'other')
    throw new BundleError(
      `${dir} holds files that are not a bundle. Nothing was changed: name another folder, or empty this one.`,
    );
  if (before === 'nothing' && (await standingAt(aside)) === 'bundle') await rename(aside, target);
  const prefix = `.${name}.writing-`;
  await sweep(parent, prefix);
  const temp = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  return {
    temp,
    async commit() {
      const standing = await standingAt(target);
      const old = standing === 'bundle';
      // Not every platform renames over an empty folder.
      if (standing === 'empty') await rmdir(target);
      if (old) {
        await rm(aside, { recursive: true, force: true });
        await rename(target, aside);
      }
      try {
        await rename(temp, target);
      } catch (error) {
        if (old) await rename(aside, target);
        throw error;
      }
      await syncFolder(parent);
      await rm(aside, { recursive: true, force: true });
    },
    discard: () => rm(temp, { recursive: true, force: true }),
  };
}
