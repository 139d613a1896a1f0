import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceSpec } from '@firefly/contracts/run-spec';
import { type Database, openDatabase } from '@firefly/db/database';
import type { Json } from '@firefly/domain/json';
import { makeServiceServers } from '@firefly/host/known-servers';
import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import { testDatabase } from '@firefly/testing/database';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { makeControlApi } from '../app.ts';

/** The servers that the operator's file of a test names. */
export const FILE = {
  mcpServers: {
    geo: { command: 'geo-server', args: ['--quiet'], env: { GEO_API_KEY: 'geo-literal-secret' } },
    maps: { type: 'http', url: 'https://maps.example/mcp' },
  },
} as const;

/** The API of a test: its database, its queues, and the app without a port. */
export interface ApiUnderTest {
  readonly db: Database;
  readonly queues: QueueConnection;
  readonly app: FastifyInstance;
  /** Sends a request as somebody on this machine does; the answer's JSON, whatever its status. */
  ask(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly type: string; readonly json: never }>;
}

/** An API for a test file, with a database of its own. */
export function useServiceApi({ allowStdio = false } = {}): () => ApiUnderTest {
  let held: ApiUnderTest | undefined;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'firefly-api-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'mcp.json');
    await writeFile(file, JSON.stringify(FILE));
    const store = await testDatabase();
    closing.push(() => store.close());
    const db = await openDatabase({ url: store.url, poolSize: 6 });
    closing.push(() => db.close());
    const queues = await openQueues({ url: store.url, poolSize: 4 });
    closing.push(() => queues.close());
    const servers = makeServiceServers(db, file, { MCP_TOKEN: 'expanded-secret-value' });
    const app = await makeControlApi({
      ...{ db, queues, servers, allowStdio, version: '0.0.0' },
      isPriced: (model) => model.startsWith('claude'),
      unready: async () => null,
      metricsText: async () => '',
    });
    closing.push(() => app.close());
    held = {
      ...{ db, queues, app },
      async ask(method, url, body, headers = {}) {
        const options: InjectOptions = { method, url, headers: { host: 'localhost', ...headers } };
        if (body !== undefined) options.payload = body as object;
        const reply = await app.inject(options);
        const type = String(reply.headers['content-type'] ?? '');
        const json = type.includes('json') && !type.includes('jsonl') ? reply.json() : reply.body;
        return { status: reply.statusCode, type, json: json as never };
      },
    };
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });
  return () => {
    if (held === undefined) throw new Error('no API before the first test');
    return held;
  };
}

/** The spec of a run of the service whose rows a test makes by hand. */
export const aServiceSpec = (changes: Partial<ServiceSpec> = {}): ServiceSpec => ({
  ...{ tasks: 4, seed: 7, engine: 'rules', waves: 8, walks: 16 },
  servers: { names: ['geo', 'maps'], hash: 'hash' },
  ...changes,
});

/** A run of the service. */
export async function aServiceRun(
  { serviceRuns }: Pick<Database, 'serviceRuns'>,
  id: string,
  spec: ServiceSpec = aServiceSpec(),
): Promise<void> {
  await serviceRuns.create({
    ...{ id, key: id, name: null, createdBy: 'loopback', request: null },
    spec: spec as unknown as Json,
    servers: spec.servers.names.map((name) => ({ name, policy: {} })),
  });
}
