import { mkdtemp, open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Database } from '@firefly/db/database';
import type { FileSize } from '@firefly/db/repositories/bundles';
import type { RunBundles } from '@firefly/simulator/kept-libraries';

type Bundles = Pick<Database, 'bundles'>;

/** Says whether all of it was there. */
async function writeFile({ bundles }: Bundles, runId: string, size: FileSize, path: string) {
  const file = await open(path, 'wx');
  try {
    let left = size.bytes;
    for (let part = 0; left > 0; part += 1) {
      const piece = await bundles.piece(runId, size.name, part);
      if (piece === null) return false;
      await file.writeFile(piece);
      left -= piece.length;
    }
    return true;
  } finally {
    await file.close();
  }
}

/** The bundle of a run as a folder that is gone when it was read. */
async function openBundle(db: Bundles, tempDir: string, runId: string) {
  const files = await db.bundles.files(runId);
  if (files.length === 0) return null;
  const dir = await mkdtemp(join(tempDir, 'kept-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    for (const file of files) {
      if (await writeFile(db, runId, file, join(dir, basename(file.name)))) continue;
      // The run was removed meanwhile: half a bundle is none.
      await remove();
      return null;
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { dir, [Symbol.asyncDispose]: remove };
}

/** The bundles that are kept in the database. */
export const storedBundles = (db: Bundles, tempDir: string): RunBundles => ({
  open: (runId) => openBundle(db, tempDir, runId),
  has: (runId) => db.bundles.has(runId),
});
