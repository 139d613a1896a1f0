import { FailureError, failureOf, isPutOff } from '@firefly/contracts/failure';
import { type Database, openDatabase } from '@firefly/db/database';
import { sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import type { ToolReply, ToolServers } from '@firefly/domain/ports';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCaller } from './effects.ts';
import { makeDiscover } from './steps/discover.ts';
import { aListedRun, aListing, aPolicy, aSpec } from './testing/seeding.ts';

const { signal } = new AbortController();
const tool = aListing('geo');
const text = '{"content":[{"type":"text","text":"fine"}]}';
const reply: ToolReply = {
  ...{ kind: 'result', text, sha256: sha256(text), durationMs: 1 },
  ...{ quarantined: false, arguments: {}, redactions: {} },
};

/** A server whose limit leaves room for what `room` says, request by request; then for all. */
function limited(...room: boolean[]) {
  const open = new Set<object>();
  const calls: string[] = [];
  const ask = () => {
    if (room.shift() ?? true) return;
    throw new FailureError({ kind: 'transient', message: 'no room', retryAfterMs: 1_000 });
  };
  const servers: ToolServers = {
    names: ['geo'],
    async list() {
      ask();
      return { name: 'geo', version: '1', protocolVersion: '1', notes: [], tools: [tool] };
    },
    async open() {
      const session = {
        async call(name: string) {
          ask();
          calls.push(name);
          return reply;
        },
        close: async () => void open.delete(session),
      };
      open.add(session);
      return session;
    },
    close: async () => {},
  };
  return { servers, open, calls };
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

const putOff = async (work: Promise<unknown>) =>
  isPutOff(
    failureOf(
      await work.then(
        () => null,
        (error: unknown) => error,
      ),
    ),
  );

test('a list or call that is put off costs no server and no call; the job goes on later', async () => {
  await db.runs.create({ id: 'discover', key: 'd', spec: aSpec() as unknown as Json });
  await db.servers.add('discover', [{ name: 'geo', policy: aPolicy('geo') as unknown as Json }]);
  const { servers, open, calls } = limited(false, true, false);
  const discover = makeDiscover({ db, serversOf: async () => servers, misses: [] });
  const attempt = () => discover({ runId: 'discover', server: 'geo' }, { signal } as never);
  for (const _ of ['list', 'call']) {
    expect(await putOff(attempt())).toBe(true);
    expect(await db.servers.list('discover')).toMatchObject([{ status: 'pending' }]);
    expect(await db.recordings.byRun('discover')).toEqual([]);
  }
  await attempt();
  expect(await db.servers.list('discover')).toMatchObject([{ status: 'listed' }]);
  expect(await db.recordings.byRun('discover')).toHaveLength(1);
  expect(calls).toHaveLength(1);
  expect(open.size).toBe(0);
});

test('a missed call that is put off is made later, and no first call again', async () => {
  await db.runs.create({ id: 'missed', key: 'm', spec: aSpec() as unknown as Json });
  await db.servers.add('missed', [{ name: 'geo', policy: aPolicy('geo') as unknown as Json }]);
  const { servers, calls } = limited(true, true, false);
  const miss = { server: 'geo', tool: tool.name, fingerprint: tool.fingerprint, count: 1 };
  const misses = [{ ...miss, arguments: { page: 2 } }];
  const discover = makeDiscover({ db, serversOf: async () => servers, misses });
  const attempt = () => discover({ runId: 'missed', server: 'geo' }, { signal } as never);
  expect(await putOff(attempt())).toBe(true);
  await attempt();
  expect(calls).toHaveLength(2);
  expect(await db.recordings.byRun('missed')).toHaveLength(2);
});

test('put off while the state of a process is made anew, the process is ended and no call is lost', async () => {
  await aListedRun(db, 'state', ['geo']);
  const { servers, open, calls } = limited(true, false);
  const common = { recordings: db.recordings, servers, stateless: new Set<string>() };
  const owner = 'explore/0/0';
  const first = makeCaller(common, { runId: 'state', owner });
  await first.call(tool, {}, signal);
  await first.close();
  const earlier = (await db.recordings.byOwner('state', owner)).map((row) => row.recording);
  const resume = () => makeCaller(common, { runId: 'state', owner, earlier });
  const second = resume();
  expect(await putOff(second.call(tool, {}, signal))).toBe(true);
  await second.close();
  expect(open.size).toBe(0);
  const third = resume();
  await third.call(tool, {}, signal);
  await third.close();
  // One, its repetition for the state, and the one that was put off.
  expect(calls).toHaveLength(3);
  const kinds = (await db.recordings.byOwner('state', owner)).map((row) => row.recording.kind);
  expect(kinds).toEqual(['result', 'result']);
});

test('a reply that is lost because the job is stopped is no row', async () => {
  await aListedRun(db, 'stopped', ['geo']);
  const stop = new AbortController();
  const { servers } = limited();
  const open = async () => ({
    async call() {
      stop.abort();
      return { ...reply, kind: 'lost' as const, text: '"gone"' };
    },
    close: async () => {},
  });
  const common = { recordings: db.recordings, servers: { ...servers, open } };
  const caller = makeCaller({ ...common, stateless: new Set() }, { runId: 'stopped', owner: 'x' });
  await expect(caller.call(tool, {}, stop.signal)).rejects.toThrow();
  expect(await db.recordings.byRun('stopped')).toEqual([]);
});
