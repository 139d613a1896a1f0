import { request as send } from 'node:http';
import { makeControlApi } from '@firefly/control-api/app';
import { type Database, openDatabase } from '@firefly/db/database';
import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKnownServer, theKnownServers } from './known.ts';
import { requestsTo, routesOf, type Sent } from './requests.ts';

const REQUESTS = 1_000;
const AT_ONCE = 8;
const HANGS_MS = 20_000;

let store: TestDatabase;
let db: Database;
let queues: QueueConnection;
let app: FastifyInstance;
let port: number;
let known: string[];

beforeAll(async () => {
  store = await testDatabase();
  db = await openDatabase({ url: store.url, poolSize: 8 });
  queues = await openQueues({ url: store.url, poolSize: 6 });
  const servers = theKnownServers([aKnownServer('atlas')]);
  app = await makeControlApi({
    ...{
      db,
      queues,
      servers,
      version: '0.0.0',
      unready: async () => null,
      metricsText: async () => '',
    },
  });
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  port = Number(address.port);
  const made = await app.inject({
    ...{ method: 'POST', url: '/v1/runs', headers: { host: 'localhost' } },
    payload: { servers: ['atlas'] },
  });
  known = [made.json<{ id: string }>().id, 'atlas', 'running', '1'];
});
afterAll(async () => {
  await app?.close();
  await queues?.close();
  await db?.close();
  await store?.close();
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Sends a request as it is; an answer that streams is read a little and left. */
const answerTo = ({ method, path, headers, body }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const type = response.headers['content-type'] ?? '';
      const status = response.statusCode ?? 0;
      let text = '';
      const done = () => resolve({ status, type, body: text });
      if (type.startsWith('text/event-stream')) {
        response.destroy();
        done();
        return;
      }
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', done);
      response.on('error', reject);
    });
    request.setTimeout(HANGS_MS, () => request.destroy(new Error(`${method} ${path} hangs`)));
    request.on('error', reject);
    request.end(body);
  });

function mustBeFit(sent: Sent, { status, type, body }: Answer): void {
  const about = `${sent.method} ${sent.path} ${sent.body ?? ''} -> ${status} ${body}`;
  expect(status, about).toBeLessThan(500);
  if (status < 400) return;
  expect(type, about).toContain('application/problem+json');
  expect(JSON.parse(body), about).toMatchObject({ status, title: expect.any(String) });
  // Where in our code something went wrong is nobody's business.
  expect(body, about).not.toMatch(/\n\s+at |node_modules|\/src\/|prisma/i);
}

test('a thousand random and hostile requests to each route: no 5xx, no stack trace, no hang', async () => {
  const routes = routesOf((await app.inject('/openapi.json')).json());
  expect(routes.length).toBeGreaterThan(5);
  for (const route of routes) {
    const batch = fc.array(requestsTo(route, known), { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(batch, async (requests) => {
        const answers = await Promise.all(requests.map(answerTo));
        for (const [at, sent] of requests.entries()) mustBeFit(sent, answers[at] as Answer);
      }),
      { numRuns: REQUESTS / AT_ONCE, endOnFailure: true },
    );
  }
  // It still works.
  expect(
    await answerTo({ method: 'GET', path: '/v1/runs', headers: {}, body: undefined }),
  ).toMatchObject({
    status: 200,
  });
}, 600_000);
