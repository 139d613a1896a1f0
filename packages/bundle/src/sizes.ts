import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from './reader.ts';
import { BundleError, MANIFEST } from './tables.ts';

/**
 * Whether the tables of a bundle are as long as its manifest says: a folder that is being copied, or lacks a
 * file, is told at once. Rejects with a `BundleError`.
 */
export async function checkSizes(dir: string): Promise<void> {
  const { files } = await readManifest(dir);
  for (const { name, bytes } of files) {
    const { size } = await stat(join(dir, name)).catch(() => ({ size: 0 }));
    if (name.endsWith('.jsonl') && size !== bytes)
      throw new BundleError(`${name} has ${size} bytes, ${MANIFEST} says ${bytes}`);
  }
}
