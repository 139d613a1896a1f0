import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST } from './tables.ts';

/** What tells one bundle at a place from the next that takes its place. Rejects where none stands. */
export async function standingOf(dir: string): Promise<string> {
  const { ino, mtimeMs, size } = await stat(join(dir, MANIFEST));
  return `${ino} ${mtimeMs} ${size}`;
}
