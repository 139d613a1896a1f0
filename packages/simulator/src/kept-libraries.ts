import { type Library, loadLibrary } from './library.ts';
import type { LibraryOf } from './sessions.ts';

/** Where the bundle of a run can be read; null if there is none. It is read once, then disposed of. */
export type BundleOf = (
  runId: string,
) => Promise<({ readonly dir: string } & AsyncDisposable) | null>;

async function load(bundleOf: BundleOf, runId: string): Promise<Library | null> {
  await using bundle = await bundleOf(runId);
  return bundle && (await loadLibrary(bundle.dir));
}

/** Reads libraries when they are first asked for, and keeps the `most` that were asked for last. */
export function keptLibraries(bundleOf: BundleOf, most: number): LibraryOf {
  const kept = new Map<string, Promise<Library | null>>();
  return (runId) => {
    if (runId === undefined) return Promise.resolve(null);
    const library = kept.get(runId) ?? load(bundleOf, runId);
    kept.delete(runId);
    kept.set(runId, library);
    // What is not there may come, and what failed may work.
    const forget = (): void => {
      if (kept.get(runId) === library) kept.delete(runId);
    };
    library.then((found) => (found === null ? forget() : undefined), forget);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return library;
  };
}
