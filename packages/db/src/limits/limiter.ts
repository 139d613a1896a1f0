import { randomUUID } from 'node:crypto';
import { spacingUs } from '@firefly/domain/limits/spacing';
import type { Limiter } from '@firefly/domain/ports';
import type pg from 'pg';
import { ACQUIRE, RELEASE } from './statements.ts';

/** Until a server with no lease to give is asked again: nobody knows when a call will end. */
const NO_LEASE_RETRY_MS = 50;
/** Answers that tell how long one takes; older ones say nothing of the way as it is now. */
const OF_LATE = 32;

interface Decision {
  readonly granted: boolean;
  /** Until the slot, the one taken or the next one. */
  readonly ms: number;
}

/** Sends one query; tells how long its answer took, a new connection not counted. */
async function timed(pool: pg.Pool, text: string, values: readonly unknown[]) {
  const client = await pool.connect();
  // The query rejects too; without a listener a broken connection would end us.
  const ignore = () => {};
  client.on('error', ignore);
  let broken = true;
  try {
    const sent = performance.now();
    const { rows } = await client.query<Decision>(text, [...values]);
    broken = false;
    return { decision: rows[0], tookMs: performance.now() - sent };
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** The limiter on Postgres, for all processes that share the database. Time is the database's. */
export function makeLimiter(pool: pg.Pool): Limiter {
  const recent: number[] = [];
  /** How much longer this answer took than the fastest of late. */
  const delayOf = (tookMs: number): number => {
    recent.push(tookMs);
    if (recent.length > OF_LATE) recent.shift();
    return tookMs - Math.min(...recent);
  };
  return {
    async acquire({ key, limit, holdMs, patienceMs }) {
      const { perSecond, concurrency } = limit;
      const holder = concurrency === undefined ? null : randomUUID();
      const spacing = perSecond === undefined ? 0 : spacingUs(perSecond);
      const values = [key, spacing, holder, concurrency ?? null, holdMs, patienceMs];
      const { decision, tookMs } = await timed(pool, ACQUIRE, values);
      const ageMs = delayOf(tookMs);
      // No row: the server's own has been made meanwhile, by somebody else.
      if (decision === undefined) return { granted: false, retryInMs: 0 };
      const { granted, ms } = decision;
      if (!granted) return { granted, retryInMs: ms > patienceMs ? ms : NO_LEASE_RETRY_MS };
      const release = async () => {
        if (holder !== null) await pool.query(RELEASE, [key, holder]).catch(() => {});
      };
      return { granted, inMs: Math.max(0, ms), ageMs, release };
    },
  };
}
