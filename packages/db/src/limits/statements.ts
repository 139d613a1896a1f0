/** A time span of so many milliseconds, as an interval. */
const ms = (parameter: string) => `${parameter}::float8 * interval '1 millisecond'`;
const SPACING = `$2::bigint * interval '1 microsecond'`;
/** The leases that have not ended: `holder`, `ends`. */
const LIVING = `jsonb_each_text(l.leases) AS lease(holder, ends)
      WHERE ends::timestamptz > clock_timestamp()`;
/** The lease of a request that is due at `due`; none where nobody wants to hold one. */
const leaseFrom = (due: string) => `CASE WHEN $3::text IS NULL THEN '{}'::jsonb
      ELSE jsonb_build_object($3::text, ${due} + ${ms('$5')}) END`;

/**
 * Takes a slot and a lease, both or neither, in one statement: GCRA without a burst, and a count of
 * the leases that live. The row's lock lets one in at a time, and the clock is read behind it, so
 * slots are given out in order. Parameters: key, spacing in µs, holder or null, most leases or null,
 * longest hold and patience in ms. Gives `granted`, and the ms until the slot: the one taken, or the
 * next one as it was when the statement began.
 */
export const ACQUIRE = `
WITH slot AS (
  INSERT INTO server_limits AS l (key, free_at, leases)
  VALUES ($1, clock_timestamp() + ${SPACING}, ${leaseFrom('clock_timestamp()')})
  ON CONFLICT (key) DO UPDATE SET
    free_at = greatest(l.free_at, clock_timestamp()) + ${SPACING},
    leases = (SELECT coalesce(jsonb_object_agg(holder, ends), '{}') FROM ${LIVING})
      || ${leaseFrom('greatest(l.free_at, clock_timestamp())')}
  WHERE l.free_at <= clock_timestamp() + ${ms('$6')}
    AND ($4::int IS NULL OR (SELECT count(*) FROM ${LIVING}) < $4)
  RETURNING free_at - ${SPACING} AS due
), decided AS (
  SELECT true AS granted, due FROM slot
  UNION ALL
  SELECT false, free_at FROM server_limits WHERE key = $1 AND NOT EXISTS (SELECT FROM slot)
)
SELECT granted, extract(epoch FROM due - clock_timestamp())::float8 * 1000 AS ms FROM decided`;

/** Ends a lease. Parameters: key, holder. */
export const RELEASE = 'UPDATE server_limits SET leases = leases - $2 WHERE key = $1';
