import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A lock between processes that the kernel releases when its holder dies, however it dies. Node has
 * no call for such locks, but SQLite takes them: a transaction on an empty database is one.
 */
export interface FileLock {
  release(): void;
}

/** Keeps open locks from the garbage collector, which would close, and so release, them. */
const held = new Set<DatabaseSync>();
const SQLITE_BUSY = 5;
const PAUSE_MS = 25;

function tryBegin(file: string, statements: string): FileLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec(statements);
    held.add(database);
    return {
      release() {
        if (held.delete(database)) database.close();
      },
    };
  } catch (thrown) {
    database.close();
    if ((thrown as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw thrown;
  }
}

/** The lock that excludes every other holder; undefined if there is one now. */
export const tryExclusive = (file: string): FileLock | undefined =>
  tryBegin(file, 'BEGIN EXCLUSIVE');

/** A lock that many hold at once and that keeps `tryExclusive` out; undefined while that is held. */
export const tryShared = (file: string): FileLock | undefined =>
  tryBegin(file, 'BEGIN; SELECT count(*) FROM sqlite_master');

/** Waits for the exclusive lock. Rejects after `timeoutMs` with a message that names the file. */
export async function exclusive(file: string, timeoutMs: number): Promise<FileLock> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryExclusive(file);
    if (lock !== undefined) return lock;
    if (Date.now() > deadline)
      throw new Error(`another process has held the lock ${file} for ${timeoutMs / 1000} s`);
    await delay(PAUSE_MS);
  }
}
