import pg from 'pg';

/** A database as people name it, without who connects and by which password. */
export function nameOfDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  return `${decodeURIComponent(pathname.slice(1))} at ${host}`;
}

/** A connection of its own; one that is refused is said in plain words. Whoever asks ends it. */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    const { message, code } = cause as { message?: string; code?: string };
    throw new Error(
      `No connection to the Postgres database ${nameOfDatabase(url)}: ${message || code}. ` +
        'Check DATABASE_URL.',
      { cause },
    );
  }
  return client;
}
