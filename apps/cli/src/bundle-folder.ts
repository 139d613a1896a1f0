import { readdir } from 'node:fs/promises';
import { readManifest } from '@firefly/bundle/reader';
import { BundleError, MANIFEST } from '@firefly/bundle/tables';
import { UsageError } from './usage-error.ts';

const entriesOf = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`${folder} is not a folder that can be read (${error.code})`);
  });

/** Throws a `UsageError` if a folder holds no bundle. */
export async function mustHoldBundle(folder: string): Promise<void> {
  if (!(await entriesOf(folder)).includes(MANIFEST))
    throw new UsageError(`${folder} is not a bundle: it holds no ${MANIFEST}`);
}

/** Throws a `UsageError` if a bundle cannot be put there: better before a run than after it. */
export async function mustTakeBundle(folder: string): Promise<void> {
  const entries = await entriesOf(folder);
  if (entries.length > 0 && !entries.includes(MANIFEST))
    throw new UsageError(
      `${folder} holds files that are not a bundle: name another --out, or empty this one`,
    );
}

/** Whether the bundle in a folder is the one of this run: it may be gone, or replaced by another. */
export async function holdsRun(folder: string, runId: string): Promise<boolean> {
  try {
    return (await readManifest(folder)).run_id === runId;
  } catch (error) {
    if (error instanceof BundleError) return false;
    throw error;
  }
}
