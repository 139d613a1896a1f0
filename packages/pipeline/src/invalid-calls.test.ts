import { FailureError } from '@firefly/contracts/failure';
import { type Database, openDatabase } from '@firefly/db/database';
import type { ReplyKind } from '@firefly/domain/dataset/recording';
import { sha256 } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { ToolReply, ToolServers } from '@firefly/domain/ports';
import { aTool } from '@firefly/testing/builders/parts';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disturbances } from './disturbances.ts';
import { loadEvidence } from './evidence.ts';
import { makeDiscover } from './steps/discover.ts';
import { summarize } from './summary.ts';
import { aPolicy, aSpec } from './testing/seeding.ts';

const text = { type: 'string' };
const cities = { country: text, name: text };
const tools = [
  aTool('geo', 'find_city', 'Find a city.', cities),
  aTool('geo', 'list_cities', 'List cities.', { limit: { type: 'integer', default: 5 } }),
  aTool('geo', 'count_all', 'Count everything.', {}),
  { ...aTool('geo', 'set_city', 'Set a city.', cities), annotations: { readOnlyHint: false } },
];
const policy = { ...aPolicy('geo'), include: [], seedValues: { country: ['CH'], name: ['Bern'] } };

type Asked = readonly [tool: string, args: JsonObject];

/** A server that answers as `answer` says, and keeps what it is asked. */
function answering(answer: (asked: Asked) => { kind: ReplyKind; text: string }) {
  const asked: Asked[] = [];
  const servers: ToolServers = {
    names: ['geo'],
    list: async () => ({
      ...{ name: 'geo', version: '1', protocolVersion: '1', notes: [] },
      tools,
    }),
    open: async () => ({
      async call(name, args): Promise<ToolReply> {
        const { kind, text } = answer([name, args]);
        asked.push([name, args]);
        const rest = { durationMs: 1, quarantined: false, redactions: {} };
        return { kind, text, sha256: sha256(text), arguments: args, ...rest };
      },
      close: async () => {},
    }),
    close: async () => {},
  };
  return { servers, asked };
}

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = await openDatabase({ url: store.url, poolSize: 2 });
});
afterAll(async () => {
  await db?.close();
  await store?.close();
});

async function discovering(runId: string, servers: ToolServers) {
  await db.runs.create({ id: runId, key: runId, spec: aSpec() as unknown as Json });
  await db.servers.add(runId, [{ name: 'geo', policy: policy as unknown as Json }]);
  const discover = makeDiscover({ db, serversOf: async () => servers, misses: [] });
  const { signal } = new AbortController();
  return () => discover({ runId, server: 'geo' }, { signal } as never);
}

const fine = { kind: 'result' as const, text: '{"content":[{"type":"text","text":"fine"}]}' };
const refusal = { kind: 'error' as const, text: '{"code":-32602,"message":"no"}' };
const VALID: Asked[] = [
  ['find_city', { country: 'CH', name: 'Bern' }],
  ['list_cities', {}],
  ['count_all', {}],
];
const INVALID: Asked[] = [
  ['find_city', { name: 'Bern' }],
  ['list_cities', { limit: 'invalid' }],
];
const isInvalid = ([, args]: Asked) =>
  INVALID.some(([, wrong]) => JSON.stringify(wrong) === JSON.stringify(args));

test('each tool that only reads gets one invalid call, which is no evidence and no failure', async () => {
  const { servers, asked } = answering((call) => (isInvalid(call) ? refusal : fine));
  await (await discovering('refused', servers))();
  expect(asked).toEqual([...VALID, ...INVALID]);
  const { calls, tried } = await loadEvidence(db, 'refused', Number.POSITIVE_INFINITY);
  expect([calls.length, tried.length]).toEqual([3, 3]);
  const summary = await summarize(db, 'refused');
  expect(summary.calls).toEqual({ made: 5, failed: 0, invalid: 2 });
});

test('one that is put off goes on where it was', async () => {
  let room = 4;
  const { servers, asked } = answering(() => {
    room -= 1;
    if (room >= 0) return fine;
    throw new FailureError({ kind: 'transient', message: 'no room', retryAfterMs: 1_000 });
  });
  const discover = await discovering('limited', servers);
  await expect(discover()).rejects.toThrow('no room');
  room = 9;
  await discover();
  expect(asked).toEqual([...VALID, ...INVALID]);
  expect(await db.servers.list('limited')).toMatchObject([{ status: 'listed' }]);
});

test('a server that such a call breaks is not asked again, and the run is as good as any', async () => {
  const { servers, asked } = answering((call) =>
    isInvalid(call) ? { kind: 'lost', text: '"it exited"' } : fine,
  );
  await (await discovering('broken', servers))();
  expect(asked).toEqual([...VALID, INVALID[0]]);
  expect(await db.servers.list('broken')).toMatchObject([{ status: 'listed' }]);
  expect(await disturbances(db, 'broken')).toEqual([]);
});

test('a server that is dropped is not asked', async () => {
  const { servers, asked } = answering(() => refusal);
  await (await discovering('dropped', servers))();
  expect(asked).toEqual(VALID);
  expect(await db.servers.list('dropped')).toMatchObject([{ status: 'dropped' }]);
});
