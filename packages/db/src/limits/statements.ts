import { FORGET_MS, MOST_HALVINGS, SHORTEST_REST_MS } from '@firefly/domain/limits/narrowing';

/** A time span of so many milliseconds, as an interval. */
const ms = (parameter: string) => `${parameter}::float8 * interval '1 millisecond'`;
/** How many halvings are left of the row `l`; see `domain/limits/narrowing`. */
const HALVINGS = `greatest(0, l.halvings
      - greatest(0, extract(epoch FROM clock_timestamp() - l.rested_at)::float8 * 1000) / ${FORGET_MS})`;
/** What a request takes of the row `l`: more than usual while its limit is narrowed. */
const SPACING = `$8::int * interval '1 microsecond' * CASE WHEN ${HALVINGS} > 0
      THEN $7::float8 * power(2, ${HALVINGS}) ELSE $2::float8 END`;
const USUAL_SPACING = `$8::int * $2::float8 * interval '1 microsecond'`;
/** The leases that have not ended: `holder`, `ends`. */
const LIVING = `jsonb_each_text(l.leases) AS lease(holder, ends)
      WHERE ends::timestamptz > clock_timestamp()`;
/** The lease of a request that is due at `due`; none where nobody wants to hold one. */
const leaseFrom = (due: string) => `CASE WHEN $3::text IS NULL THEN '{}'::jsonb
      ELSE jsonb_build_object($3::text, ${due} + ${ms('$5')}) END`;
/** Names the latest rest: a slot given out before it began is void. */
const REST = 'extract(epoch FROM l.rested_at)::float8 AS rest';
const NOW = 'extract(epoch FROM clock_timestamp())::float8 * 1000 AS now';
const UNTIL = (due: string) =>
  `extract(epoch FROM ${due} - clock_timestamp())::float8 * 1000 AS ms`;

/**
 * Takes a slot and a lease, both or neither, in one statement: GCRA without a burst, and a count of
 * the leases that live. The row's lock lets one in at a time, and the clock is read behind it, so
 * slots are given out in order. Parameters: key, spacing in µs, holder or null, most leases or null,
 * longest hold and patience in ms, the spacing that is doubled while the limit is narrowed, requests.
 * Gives `granted`, whether the server rests, which was its latest rest, the ms since 1970, and those until
 * the slot: the one taken, or the next one as it was when the statement began.
 */
export const ACQUIRE = `
WITH slot AS (
  INSERT INTO server_limits AS l (key, free_at, leases)
  VALUES ($1, clock_timestamp() + ${USUAL_SPACING}, ${leaseFrom('clock_timestamp()')})
  ON CONFLICT (key) DO UPDATE SET
    free_at = greatest(l.free_at, clock_timestamp()) + ${SPACING},
    leases = (SELECT coalesce(jsonb_object_agg(holder, ends), '{}') FROM ${LIVING})
      || ${leaseFrom('greatest(l.free_at, clock_timestamp())')}
  WHERE l.free_at <= clock_timestamp() + ${ms('$6')}
    AND ($4::int IS NULL OR (SELECT count(*) FROM ${LIVING}) < $4)
  RETURNING free_at - ${SPACING} AS due, ${REST}
), decided AS (
  SELECT true AS granted, false AS resting, rest, due FROM slot
  UNION ALL
  SELECT false, l.rested_at > clock_timestamp(), 0, l.free_at FROM server_limits AS l
  WHERE key = $1 AND NOT EXISTS (SELECT FROM slot)
)
SELECT granted, resting, rest, ${NOW}, ${UNTIL('due')} FROM decided`;

/**
 * A row if a server that nobody limits must not be asked as one likes: it rests, or is narrowed.
 * Parameter: key.
 */
export const SLOWED = `SELECT 1 FROM server_limits AS l
  WHERE key = $1 AND (l.free_at > clock_timestamp() OR ${HALVINGS} > 0)`;

/** Gives `rest`, which was the latest rest. Parameter: key. */
export const LATEST_REST = `SELECT ${REST} FROM server_limits AS l WHERE key = $1`;

/** As `narrowed` of `domain/limits/narrowing` says it. Parameters: key, rest in ms. */
export const SLOW_DOWN = `
INSERT INTO server_limits AS l (key, free_at, halvings, rested_at)
SELECT $1, until, 1, until
FROM (SELECT clock_timestamp() + ${ms(`greatest($2::float8, ${SHORTEST_REST_MS})`)}) AS rest(until)
ON CONFLICT (key) DO UPDATE SET
  free_at = excluded.free_at,
  halvings = least(${MOST_HALVINGS}, ${HALVINGS}
    + CASE WHEN clock_timestamp() >= l.rested_at THEN 1 ELSE 0 END),
  rested_at = excluded.rested_at
WHERE excluded.rested_at > l.rested_at`;

/** Ends a lease. Parameters: key, holder. */
export const RELEASE = 'UPDATE server_limits SET leases = leases - $2 WHERE key = $1';
