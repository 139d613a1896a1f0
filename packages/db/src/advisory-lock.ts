import pg from 'pg';
import { inTime } from './in-time.ts';

/** What a lock is for; keeps our keys apart from each other and from foreign advisory locks. */
export const SEEDS = {
  ...{ plan: 7_366_002, work: 7_366_004, make: 7_366_005, lead: 7_366_006 },
  /** Taken inside the transaction that writes a bundle. */
  bundle: 7_366_007,
} as const;

/** How long a Postgres may take to say that it is still there. */
const CONFIRM_MS = 10_000;
/** How long a goodbye is waited for. */
const GOODBYE_MS = 2_000;

/**
 * A lock between processes, by name, on a connection of its own: it ends with the connection, so whoever
 * dies leaves nothing locked. A connection lost in the middle releases it unheard: what is done under it
 * must be safe to be done twice.
 */
export interface AdvisoryLock {
  /** False if anybody else holds it, exclusively or shared. */
  tryExclusive(): Promise<boolean>;
  exclusive(): Promise<void>;
  /** Together with others. Holding it exclusively already, it is held in both ways. */
  shared(): Promise<void>;
  /** Gives up the exclusive hold alone. */
  releaseExclusive(): Promise<void>;
  /**
   * Rejects if the connection is lost, and all that was held with it; also when no answer comes for ten
   * seconds, or with the signal.
   */
  confirm(signal?: AbortSignal): Promise<void>;
  /** Gives up everything. */
  close(): Promise<void>;
}

/** Connects; nothing is locked yet. */
export async function openLock(
  url: string,
  purpose: keyof typeof SEEDS,
  name: string,
): Promise<AdvisoryLock> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  const call = async (call: string): Promise<boolean> => {
    const sql = `SELECT ${call}(hashtextextended($1, $2)) AS done`;
    const { rows } = await client.query<{ done: unknown }>(sql, [name, SEEDS[purpose]]);
    return rows[0]?.done === true;
  };
  return {
    tryExclusive: () => call('pg_try_advisory_lock'),
    exclusive: async () => void (await call('pg_advisory_lock')),
    shared: async () => void (await call('pg_advisory_lock_shared')),
    releaseExclusive: async () => void (await call('pg_advisory_unlock')),
    confirm: async (signal) => void (await inTime(client.query('SELECT 1'), CONFIRM_MS, signal)),
    // What nobody answers was given up by then, or will be by the other side.
    close: () => inTime(client.end(), GOODBYE_MS).catch(() => {}),
  };
}

/** Does something under a lock that nobody holds; false, and nothing is done, while somebody does. */
export async function ifFree(
  url: string,
  purpose: keyof typeof SEEDS,
  name: string,
  then: () => Promise<void>,
): Promise<boolean> {
  const lock = await openLock(url, purpose, name);
  try {
    if (!(await lock.tryExclusive())) return false;
    await then();
    return true;
  } finally {
    await lock.close();
  }
}
