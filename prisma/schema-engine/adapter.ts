import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';

const INTERNAL_CHAR = 18;
const UUID = 2950;

interface RowDescription {
  readonly fields: { dataTypeID: number }[];
}

/**
 * The engine reads pg_catalog, whose one-byte type "char" adapter-pg refuses. It travels through the
 * adapter as a uuid, of which the catalog has none, and `charactersBack` gives it its type again.
 */
function poolOf(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('connect', (client) => {
    const connection = client.connection as unknown as EventEmitter;
    connection.prependListener('rowDescription', ({ fields }: RowDescription) => {
      for (const field of fields) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = UUID;
    });
  });
  return pool;
}

function charactersBack(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return adapter;
}

/**
 * Fields, all that the URL gives (`options`, timeouts, certificates too), because in `pg` a connection
 * string would win over the shadow database's name.
 */
export function configOf(url: string | undefined): pg.PoolConfig {
  if (url === undefined) throw new Error('DATABASE_URL is not set: which database is meant?');
  return parseIntoClientConfig(url);
}

const connect = async (config: pg.PoolConfig): Promise<SqlDriverAdapter> =>
  charactersBack(await new PrismaPg(poolOf(config), { disposeExternalPool: true }).connect());

/** Runs one statement on a connection of its own. */
async function administer(config: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Connections for the engine. The shadow database, on which it replays migrations, is dropped only
 * after its pool has ended; adapter-pg's own version drops it while it is still in use.
 */
export function adapterFactory(url: string | undefined): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => connect(configOf(url)),
    async connectToShadowDb() {
      const config = configOf(url);
      const database = `prisma_migrate_shadow_db_${randomUUID()}`;
      await administer(config, `CREATE DATABASE "${database}"`);
      const shadow = await connect({ ...config, database });
      const dispose = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await dispose();
        await administer(config, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      };
      return shadow;
    },
  };
}
