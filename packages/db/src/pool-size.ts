import type pg from 'pg';

/** What takes connections in one process. */
export interface Load {
  /** Workers that wait for jobs: each holds a connection to listen. */
  readonly listeners: number;
  /** The sum of how many jobs run at once. */
  readonly concurrency: number;
}

/** Planning and taking part in a run have connections of their own; migrating is over by then. */
const ASIDE = 2;

/** How many connections a process needs. */
export const poolSizeFor = ({ listeners, concurrency }: Load): number =>
  listeners + concurrency + ASIDE;

/** Rejects if the server does not take so many connections at once. */
export async function checkPoolSize(client: pg.ClientBase, poolSize: number): Promise<void> {
  const { rows } = await client.query<{ most: number }>(
    "SELECT current_setting('max_connections')::int" +
      " - current_setting('superuser_reserved_connections')::int AS most",
  );
  const most = rows[0]?.most ?? 0;
  if (poolSize > most)
    throw new Error(
      `This process is set up for ${poolSize} connections, and the Postgres server takes ${most}. ` +
        "Lower the concurrency, or raise the server's max_connections.",
    );
}
