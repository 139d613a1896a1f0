import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded } from './place.ts';
import { BundleError } from './tables.ts';

/** Looked for again after so long; given up after so long, as what is done in a turn reads a bundle through. */
const LOOK_MS = 50;
const MOST_MS = 5 * 60_000;

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Takes the file of a process that was killed in its turn out of the way, unless another was faster. */
async function clear(path: string, ended: string): Promise<void> {
  const aside = `${path}-${process.pid}`;
  await rename(path, aside).catch(() => {});
  const taken = await readFile(aside, 'utf8').catch(() => ended);
  // It was the next one's already: back with it.
  if (taken !== ended) await rename(aside, path);
  await rm(aside, { force: true });
}

/**
 * Waits until no other process changes the folder at `target`; dispose of it when the change is made. A file
 * beside the folder says whose turn it is. Rejects with a `BundleError` after some minutes.
 */
export async function turnAt(target: string): Promise<AsyncDisposable> {
  const path = join(dirname(target), `.${basename(target)}.amending`);
  for (const end = Date.now() + MOST_MS; Date.now() < end; ) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if (!isThere(error)) throw error;
    }
    const holder = await readFile(path, 'utf8').catch(() => '');
    if (Number(holder) > 0 && hasEnded(Number(holder))) await clear(path, holder);
    else await delay(LOOK_MS);
  }
  throw new BundleError(
    `another program has been changing ${target} for minutes: if none does, remove ${path}`,
  );
}
