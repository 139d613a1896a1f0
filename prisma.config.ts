import { delimiter, dirname, join } from 'node:path';
import { defineConfig } from 'prisma/config';

const root = import.meta.dirname;

// Prisma would download a native schema engine; ours is the same engine as WASM, from the registry.
// It is a program found by `env node`, so the Node that runs this must be the first on the path.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(root, 'prisma', 'schema-engine', 'main.ts');
process.env.PATH = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);

const url = process.env.DATABASE_URL;
const shadowDatabaseUrl = process.env.SHADOW_DATABASE_URL;

export default defineConfig({
  schema: join(root, 'prisma', 'schema.prisma'),
  migrations: { path: process.env.FIREFLY_MIGRATIONS ?? join(root, 'prisma', 'migrations') },
  datasource: {
    ...(url === undefined ? {} : { url }),
    ...(shadowDatabaseUrl === undefined ? {} : { shadowDatabaseUrl }),
  },
});
