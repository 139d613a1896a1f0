import { chmod, cp, lstat, mkdtemp, readdir, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';

/** A working copy of a server's folder. */
export interface Workspace {
  /** The real path, given to the server for `${workspace}`. */
  readonly path: string;
  /** All forms under which a server may speak of it. */
  readonly forms: readonly string[];
  /** Never rejects: what cannot be removed is told as a warning of the process, and left. */
  remove(): Promise<void>;
}

/** A link that leaves the folder would let a server write to the operator's own files. */
async function keepsInside(folder: string, source: string): Promise<boolean> {
  if (!(await lstat(source)).isSymbolicLink()) return true;
  const target = await readlink(source);
  const inside = path.relative(folder, path.resolve(path.dirname(source), target));
  if (path.isAbsolute(target) || inside === '..' || inside.startsWith(`..${path.sep}`))
    throw new Error(
      `${path.relative(folder, source)} is a link that leads out of the folder; make it relative and inside, or remove it`,
    );
  return true;
}

/** Makes every folder in it ours to empty; links are not followed. */
async function unlock(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await unlock(path.join(folder, entry.name));
}

/** A server may have locked its folders; that must neither end us nor hide how a call went. */
async function removeCopy(made: string): Promise<void> {
  const remove = () => rm(made, { recursive: true, force: true, maxRetries: 3 });
  try {
    await remove().catch(() => unlock(made).then(remove));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.emitWarning(`the working copy ${made} could not be removed: ${why}`);
  }
}

/** Copies a folder into a fresh one under `tempDir`; times are kept, as tools report them. */
export async function copyWorkspace(folder: string, tempDir: string): Promise<Workspace> {
  const made = await mkdtemp(path.join(tempDir, 'workspace-'));
  const remove = () => removeCopy(made);
  try {
    const real = await realpath(made);
    await cp(folder, real, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      filter: (source) => keepsInside(folder, source),
    });
    return { path: real, forms: [...new Set([real, made])], remove };
  } catch (error) {
    await remove();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`has a folder that cannot be copied: ${why}`, { cause: error });
  }
}
