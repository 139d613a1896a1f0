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

/** Whether a file or folder was not there. */
export const isMissing = (error: unknown): boolean =>
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

/** What a folder of ours is, and how it is told from any other. */
export interface FolderKind {
  /** As a sentence calls it: `a bundle`. */
  readonly called: string;
  /** The file that says so, and the words in it. */
  readonly file: string;
  readonly says: RegExp;
  /** The names in it, where a file of another name is somebody's own: such a folder is not replaced. */
  readonly holds?: RegExp;
}

export const bundleKind: FolderKind = {
  called: 'a bundle',
  file: MANIFEST,
  says: /"format":\s*"firefly\.bundle\/\d+"/,
};

type Standing = 'nothing' | 'empty' | 'ours' | 'other';

async function standingAt(path: string, kind: FolderKind): Promise<Standing> {
  const entries = await readdir(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new BundleError(`${path} is not a folder that can be read: ${(error as Error).message}`);
  });
  if (entries === undefined) return 'nothing';
  if (entries.length === 0) return 'empty';
  const text = await readFile(join(path, kind.file), 'utf8').catch(() => '');
  const strange = kind.holds && entries.find((name) => !kind.holds?.test(name));
  return kind.says.test(text) && strange === undefined ? 'ours' : 'other';
}

/** A place where a folder of ours will stand: a fresh temporary folder beside it, and the way in. */
export interface Placement {
  readonly temp: string;
  /** An older folder of its kind stands there. */
  readonly replaces: boolean;
  /** Renames the temporary folder into place. */
  commit(): Promise<void>;
  /** Removes the temporary folder. */
  discard(): Promise<void>;
}

/** Whether the process of an id has ended. One of another user runs. */
export function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** Folders of writers that died: their name ends in the process id. */
async function sweep(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (!Number.isSafeInteger(pid) || pid <= 0) continue;
    if (hasEnded(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * Prepares to put a bundle, or another folder of ours, at `dir`. A folder that holds something else
 * is refused. An old one of its kind is moved aside and the new one moved in: two renames, since no
 * portable call swaps two folders. A writer killed between them leaves the old one beside; the next
 * one puts it back first.
 */
export async function placeFolder(dir: string, kind: FolderKind): Promise<Placement> {
  const target = await realpath(resolve(dir)).catch(() => resolve(dir));
  const parent = dirname(target);
  const name = basename(target);
  const aside = join(parent, `.${name}.previous`);
  await mkdir(parent, { recursive: true });
  const before = await standingAt(target, kind);
  if (before === 'other')
    throw new BundleError(
      `${dir} holds files that are not ${kind.called}. Nothing was changed: name another folder, or empty this one.`,
    );
  if (before === 'nothing' && (await standingAt(aside, kind)) === 'ours')
    await rename(aside, target);
  const prefix = `.${name}.writing-`;
  await sweep(parent, prefix);
  const temp = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  return {
    temp,
    replaces: (await standingAt(target, kind)) === 'ours',
    async commit() {
      const standing = await standingAt(target, kind);
      const old = standing === 'ours';
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
