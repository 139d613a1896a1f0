import { mkdtemp, open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Database } from '@firefly/db/database';
import type { BundleOf } from '@firefly/simulator/kept-libraries';

type Bundles = Pick<Database, 'bundles'>;

async function writeFile({ bundles }: Bundles, runId: string, name: string, path: string) {
  const file = await open(path, 'wx');
  try {
    for (let part = 0; ; part += 1) {
      const piece = await bundles.piece(runId, name, part);
      if (piece === null) return;
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
}

/** Writes bundles that are kept in the database to folders that are gone when they were read. */
export const storedBundles =
  (db: Bundles, tempDir: string): BundleOf =>
  async (runId) => {
    const files = await db.bundles.files(runId);
    if (files.length === 0) return null;
    const dir = await mkdtemp(join(tempDir, 'kept-'));
    const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
    try {
      for (const { name } of files) await writeFile(db, runId, name, join(dir, basename(name)));
    } catch (error) {
      await remove();
      throw error;
    }
    return { dir, [Symbol.asyncDispose]: remove };
  };
