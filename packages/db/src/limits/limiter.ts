import { randomUUID } from 'node:crypto';
import { storeError } from '@firefly/contracts/store-error';
import { NO_LEASE_RETRY_MS, spacingsOf } from '@firefly/domain/limits/spacing';
import { makeStoreClock } from '@firefly/domain/limits/store-clock';
import type { Limiter } from '@firefly/domain/ports';
import type pg from 'pg';
import { ACQUIRE, LATEST_REST, RELEASE, SLOW_DOWN, SLOWED } from './statements.ts';

interface Decision {
  readonly granted: boolean;
  readonly resting: boolean;
  readonly rest: number;
  readonly now: number;
  /** Until the slot, the one taken or the next one. */
  readonly ms: number;
}

/** Sends one query; tells when, a new connection not counted. */
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
    return { decision: rows[0], sent, answered: performance.now() };
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

const FREE = {
  granted: true,
  inMs: 0,
  lateMs: 0,
  holds: async () => true,
  release: async () => {},
} as const;

/** The limiter on Postgres, for all processes that share the database. Time is the database's. */
export function makeLimiter(pool: pg.Pool): Limiter {
  const agoOf = makeStoreClock();
  return {
    async acquire({ key, limit: { perSecond, concurrency }, requests, holdMs, patienceMs }) {
      // Most servers have no limit, and their calls need not write into one row.
      if (perSecond === undefined && concurrency === undefined)
        if ((await pool.query(SLOWED, [key])).rowCount === 0) return FREE;
      const holder = concurrency === undefined ? null : randomUUID();
      const { usual, base } = spacingsOf(perSecond);
      const lease = [holder, concurrency ?? null, holdMs, patienceMs];
      const values = [key, usual, ...lease, base, requests];
      const { decision, sent, answered } = await timed(pool, ACQUIRE, values);
      // No row: the server's own has been made meanwhile, by somebody else.
      if (decision === undefined) return { granted: false, retryInMs: 0, resting: false };
      const { granted, ms, resting, rest, now } = decision;
      const ago = agoOf({ sent, answered, decided: now });
      if (!granted)
        return { granted, resting, retryInMs: ms > patienceMs ? ms : NO_LEASE_RETRY_MS };
      return {
        granted,
        inMs: Math.max(0, ms - ago),
        lateMs: Math.max(0, ago - ms),
        async holds() {
          const asked = pool.query<Pick<Decision, 'rest'>>(LATEST_REST, [key]);
          const { rows } = await asked.catch((error: unknown) => {
            throw storeError(error, 'the database');
          });
          return (rows[0]?.rest ?? rest) === rest;
        },
        async release() {
          if (holder !== null) await pool.query(RELEASE, [key, holder]).catch(() => {});
        },
      };
    },
    async slowDown(key, restMs) {
      await pool.query(SLOW_DOWN, [key, restMs]);
    },
  };
}
