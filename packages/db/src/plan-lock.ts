import pg from 'pg';

/** Keeps our keys apart from other advisory locks of the database. */
const SEED = 7_366_002;

/**
 * Runs `plan` under the run's advisory lock; false if somebody else holds it. The lock has a
 * connection of its own and ends with it, so a planner that dies leaves nothing locked. Only for
 * looking at rows and queueing what is missing: never across a tool or model call.
 */
export async function planLock(
  url: string,
  runId: string,
  plan: () => Promise<void>,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  // A connection lost in the middle releases the lock; what the plan writes is idempotent.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, $2)) AS locked',
      [runId, SEED],
    );
    if (rows[0]?.locked !== true) return false;
    await plan();
    return true;
  } finally {
    await client.end();
  }
}
