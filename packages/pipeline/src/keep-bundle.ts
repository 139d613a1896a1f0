import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dependencies } from './dependencies.ts';

/** The bytes of a file, which is not open before somebody reads it. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

/** Writes a bundle to a temporary folder and keeps its files in the database, where every process finds them. */
export async function keepBundle(
  { db, tempDir }: Pick<Dependencies, 'db' | 'tempDir'>,
  runId: string,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tempDir, 'bundle-'));
  try {
    const bundle = join(folder, 'bundle');
    await write(bundle);
    const names = (await readdir(bundle)).sort();
    await db.bundles.save(
      runId,
      names.map((name) => ({ name, bytes: bytesOf(join(bundle, name)) })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
