import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bytesOf } from '@firefly/control-api/bundle-archive';
import { Problem } from '@firefly/control-api/problem';
import type { Database } from '@firefly/db/database';
import type { RunBundles } from '@firefly/simulator/library/kept-libraries';

type Bundles = Pick<Database, 'bundles'>;

/** The bundle of a run as a folder that is gone when it was read. */
async function openBundle(db: Bundles, tempDir: string, runId: string) {
  const files = await db.bundles.files(runId);
  if (files.length === 0) return null;
  const dir = await mkdtemp(join(tempDir, 'kept-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    for (const file of files)
      await writeFile(join(dir, basename(file.name)), bytesOf(db.bundles, runId, file), {
        flag: 'wx',
      });
  } catch (error) {
    await remove();
    // The run was removed meanwhile: half a bundle is none.
    if (error instanceof Problem) return null;
    throw error;
  }
  return { dir, [Symbol.asyncDispose]: remove };
}

/** The bundles that are kept in the database. */
export const storedBundles = (db: Bundles, tempDir: string): RunBundles => ({
  open: (runId) => openBundle(db, tempDir, runId),
  has: (runId) => db.bundles.has(runId),
});
