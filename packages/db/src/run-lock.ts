import { ifFree, openLock } from './advisory-lock.ts';

/** One process's part in the work on a run; it ends with `leave`, or with the process. */
export interface Part {
  leave(): Promise<void>;
}

/**
 * Takes part in the work on a run. Whoever finds nobody at work runs `alone` first, and all others wait
 * until that is done: what dead workers hold may be taken from them there. It may cost somebody whose
 * connection was lost meanwhile some time, but nothing else.
 */
export async function takePart(
  url: string,
  runId: string,
  alone: () => Promise<void>,
): Promise<Part> {
  const lock = await openLock(url, 'work', runId);
  try {
    const first = await lock.tryExclusive();
    if (first) await alone();
    await lock.shared();
    if (first) await lock.releaseExclusive();
    return { leave: () => lock.close() };
  } catch (error) {
    await lock.close();
    throw error;
  }
}

/** Does something to a run that nobody works on; false, and nothing is done, while somebody does. */
export const ifNobodyWorks = (
  url: string,
  runId: string,
  then: () => Promise<void>,
): Promise<boolean> => ifFree(url, 'work', runId, then);

/** Finds or makes the run of a key, one process at a time: two that look at once would both make one. */
export async function inTurn<T>(url: string, key: string, find: () => Promise<T>): Promise<T> {
  const lock = await openLock(url, 'make', key);
  try {
    await lock.exclusive();
    return await find();
  } finally {
    await lock.close();
  }
}
