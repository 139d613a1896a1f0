import { rename } from 'node:fs/promises';

/** Turns the named errors of a file operation into `undefined`; any other is thrown on. */
export const unless =
  (...expected: string[]) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code === undefined || !expected.includes(error.code)) throw error;
  };

/**
 * Moves a finished folder to its place in one step, so nobody ever sees half of it; what lay there
 * goes to `aside`. If another process was faster, what it put there stays.
 */
export async function putInPlace(finished: string, place: string, aside: string): Promise<void> {
  await rename(place, aside).catch(unless('ENOENT'));
  await rename(finished, place).catch(unless('ENOTEMPTY', 'EEXIST'));
}
