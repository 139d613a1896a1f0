import pg from 'pg';

const NO_SUCH_DATABASE = '3D000';

/** A failure in the words of the native engine, which the CLI reads from the last line of stderr. */
export class EngineError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function onConnection(url: string, use: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await use(client);
  } catch (thrown) {
    const { code, message } = thrown as { code?: string; message?: string };
    throw new EngineError(code === NO_SUCH_DATABASE ? 'P1003' : 'P1001', message ?? String(thrown));
  } finally {
    await client.end();
  }
}

/** Rejects with P1003 if the database does not exist, with P1001 if the server cannot be reached. */
export const canConnect = (url: string): Promise<void> => onConnection(url, async () => {});

/** Creates the database that the URL names, through the server's `postgres` database. */
export function createDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  const name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = '/postgres';
  return onConnection(admin.href, (client) =>
    client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`),
  );
}
