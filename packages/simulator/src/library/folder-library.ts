import { checkSizes } from '@firefly/bundle/sizes';
import { standingOf } from '@firefly/bundle/standing';
import { BundleError } from '@firefly/bundle/tables';
import type { Libraries } from './libraries.ts';
import { type Library, openLibrary } from './library.ts';

/** How often a folder is looked at for a newer bundle. */
const LOOK_MS = 1_000;

/** Bundles that may take the place of another, one after the other, while one is opened. */
const MOST_TRIES = 10;

/**
 * Opens the bundle of a folder with what tells it from the next. Its files are opened one by one: where
 * another bundle took its place meanwhile, they are of both, and that one is opened.
 */
async function openWhole(dir: string): Promise<{ library: Library; standing: string }> {
  for (let tries = 1; ; tries += 1) {
    const standing = await standingOf(dir).catch(() => '');
    const opening = checkSizes(dir).then(() => openLibrary(dir));
    const [opened] = await Promise.allSettled([opening]);
    const stays = (await standingOf(dir).catch(() => '')) === standing;
    if (opened.status === 'fulfilled' && stays) return { library: opened.value, standing };
    if (opened.status === 'fulfilled') opened.value.close();
    else if (stays || tries === MOST_TRIES) throw opened.reason;
    if (tries === MOST_TRIES) throw new BundleError(`${dir} changes while it is read`);
  }
}

/** The bundle of a folder, and each newer one that takes its place. */
export interface FolderLibrary extends Libraries {
  /** The library that sessions are opened from now. */
  readonly current: Library;
}

/**
 * Opens the bundle of a folder and looks for a newer one: sessions that are open stay with theirs, new
 * ones get the newer. One that cannot be read is told to `onError` once, and the older one stays.
 */
export async function folderLibrary(
  dir: string,
  onError: (error: unknown) => void,
): Promise<FolderLibrary> {
  let { library: current, standing } = await openWhole(dir);
  let refused = '';
  let looking = false;
  let closed = false;

  const renew = async (): Promise<void> => {
    const now = await standingOf(dir);
    if (now === standing) return;
    const newer = await openWhole(dir).catch((error: unknown) => {
      if (refused !== now) onError(error);
      refused = now;
    });
    if (newer === undefined) return;
    if (closed) return newer.library.close();
    current.close();
    ({ library: current, standing } = newer);
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    // Between two renames there is no folder: it is looked at again.
    void renew()
      .catch(() => {})
      .finally(() => {
        looking = false;
      });
  }, LOOK_MS).unref();

  return {
    get current() {
      return current;
    },
    of: async (runId) => (runId === undefined ? current : null),
    has: () => true,
    close() {
      closed = true;
      clearInterval(timer);
      current.close();
    },
  };
}
