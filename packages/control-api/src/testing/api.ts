import { PassThrough } from 'node:stream';
import type { Scope } from '@firefly/contracts/control-api';
import { type Database, openDatabase } from '@firefly/db/database';
import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import { makeLog } from '@firefly/telemetry/log';
import { testDatabase } from '@firefly/testing/database';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { newKey } from '../api-key.ts';
import { makeControlApi } from '../app.ts';
import type { KnownServers } from '../parts.ts';

const servers: KnownServers = {
  list: async () => [],
  refusals: () => [],
};

/** The API on a database and queues of a test file's own; each test begins without keys. */
export function useApi(redis?: () => Promise<{ readonly url: string; close(): Promise<void> }>) {
  const opened: { app?: FastifyInstance; db?: Database; queues?: QueueConnection } = {};
  const closers: (() => Promise<unknown>)[] = [];
  let log = '';
  beforeAll(async () => {
    const { url, close } = await testDatabase();
    closers.push(close);
    const db = await openDatabase({ url, poolSize: 4 });
    closers.push(() => db.close());
    const store = await redis?.();
    if (store !== undefined) closers.push(() => store.close());
    const queues = await openQueues({ url: store?.url ?? url, poolSize: 4, prefix: 'board' });
    closers.push(() => queues.close());
    const out = new PassThrough();
    out.on('data', (chunk) => {
      log += chunk;
    });
    const parts = {
      ...{ db, queues, servers, version: '0.0.0' },
      ...{ unready: async () => null, metricsText: async () => '' },
    };
    const app = await makeControlApi(parts, makeLog('test', 'trace', out));
    closers.push(() => app.close());
    Object.assign(opened, { app, db, queues });
  });
  afterEach(async () => {
    for (const { id } of (await opened.db?.apiKeys.list()) ?? [])
      await opened.db?.apiKeys.revoke(id);
    log = '';
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  const db = () => opened.db as Database;
  return {
    db,
    app: () => opened.app as FastifyInstance,
    queues: () => opened.queues as QueueConnection,
    log: () => log,
    /** A new key that may do this. */
    async key(scope: Scope): Promise<{ readonly id: string; readonly key: string }> {
      const { id, key, hash } = newKey();
      await db().apiKeys.create({ id, name: scope, scopes: [scope], hash });
      return { id, key };
    },
  };
}
