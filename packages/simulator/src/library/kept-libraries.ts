import { LRUCache } from 'lru-cache';
import { makeLine } from '../in-line.ts';
import type { Libraries } from './libraries.ts';
import { type Library, openLibrary } from './library.ts';

/** Where the bundles of runs are. */
export interface RunBundles {
  /** Where the bundle of a run can be read; null if there is none. It is disposed of once it is open. */
  open(runId: string): Promise<({ readonly dir: string } & AsyncDisposable) | null>;
  /** Whether a run has a bundle now. */
  has(runId: string): Promise<boolean>;
}

/** Reading a bundle takes a processor, and memory for all that is in it. */
const LOADS = { atOnce: 2, waiting: 32 } as const;

/** A library, and how to stop keeping it open. */
interface Kept {
  readonly library: Library;
  readonly leave: () => void;
}

async function load(bundles: RunBundles, runId: string): Promise<Library | null> {
  await using bundle = await bundles.open(runId);
  return bundle && (await openLibrary(bundle.dir));
}

/**
 * Opens libraries when they are first asked for, and keeps the `most` that were asked for last. One that
 * is kept is given as long as its run has the bundle. Rejects with a `Problem` if too many wait for theirs.
 */
export function keptLibraries(bundles: RunBundles, most: number): Libraries {
  const inLine = makeLine(LOADS);
  const kept = new LRUCache<string, Kept>({ max: most, dispose: ({ leave }) => leave() });
  // Sessions that still use one keep it open: it is given again, or runs that take turns would each be read
  // anew, and be in memory once for every session.
  const last = new Map<string, WeakRef<Library>>();
  const loading = new Map<string, Promise<Library | null>>();

  const read = async (runId: string): Promise<Library | null> => {
    try {
      const library = await inLine(() => load(bundles, runId));
      if (library === null) return null;
      kept.set(runId, { library, leave: library.close });
      last.set(runId, new WeakRef(library));
      return library;
    } finally {
      // What is not there may come, and what failed may work.
      loading.delete(runId);
    }
  };

  const knownOf = (runId: string): Library | undefined => {
    const library = kept.get(runId)?.library;
    if (library !== undefined) return library;
    const used = last.get(runId)?.deref();
    const leave = used?.use();
    if (used === undefined || leave === undefined) last.delete(runId);
    else kept.set(runId, { library: used, leave });
    return leave && used;
  };

  return {
    async of(runId) {
      if (runId === undefined) return null;
      const known = knownOf(runId);
      if (known === undefined) {
        const library = loading.get(runId) ?? read(runId);
        loading.set(runId, library);
        return library;
      }
      if (await bundles.has(runId)) return known;
      kept.delete(runId);
      last.delete(runId);
      return null;
    },
    has: async (runId) => runId !== undefined && (await bundles.has(runId)),
    close: () => kept.clear(),
  };
}
