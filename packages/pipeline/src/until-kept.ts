import { setTimeout as wait } from 'node:timers/promises';
import { failureOf } from '@firefly/contracts/failure';

/** As long as a run stands a database that is away. */
const TRIES = 10;
const WAIT_MS = 1_000;

/**
 * Keeps what was paid for, also where the database is away for some seconds. Rejects with the last failure,
 * and at once with one that stays.
 */
export async function untilKept<T>(keep: () => Promise<T>, waitMs = WAIT_MS): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await keep();
    } catch (error) {
      if (failureOf(error).kind !== 'transient' || tries >= TRIES) throw error;
      await wait(waitMs);
    }
}
