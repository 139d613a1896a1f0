import { FailureError } from '@firefly/contracts/failure';
import { type Database, openDatabase } from '@firefly/db/database';
import { sha256 } from '@firefly/domain/identity';
import type { ToolReply, ToolServers } from '@firefly/domain/ports';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCaller } from '../effects.ts';
import { aListedRun, aListing } from '../testing/seeding.ts';
import { makeProbe } from './probe.ts';

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

const { signal } = new AbortController();
const SERVERS = ['geo', 'sea', 'sky'];

/** Servers that count their calls in what they say; before each call `fails` may end the attempt. */
function counting(fails: () => boolean) {
  const made: string[] = [];
  const servers: ToolServers = {
    names: SERVERS,
    list: () => Promise.reject(new Error('not listed here')),
    async open(server, { fresh = false } = {}) {
      return {
        async call(_tool, args): Promise<ToolReply> {
          if (fails()) throw new FailureError({ kind: 'transient', message: 'cut off' });
          made.push(`${server}${fresh ? ' fresh' : ''}`);
          const said = JSON.stringify({ name: server, asked: made.length });
          const text = JSON.stringify({ content: [{ type: 'text', text: said }] });
          return {
            ...{ kind: 'result', text, sha256: sha256(text), durationMs: 1 },
            ...{ quarantined: false, arguments: args, redactions: {} },
          };
        },
        close: async () => {},
      };
    },
    close: async () => {},
  };
  return { servers, made };
}

test('a probe that is cut off again and again makes no call twice, and sees what varies', async () => {
  await aListedRun(db, 'probed', SERVERS);
  let attempts = 0;
  const { servers, made } = counting(() => attempts++ % 2 === 1);
  const common = { recordings: db.recordings, servers, stateless: new Set<string>() };
  for (const server of SERVERS) {
    attempts = 0;
    const caller = makeCaller(common, { runId: 'probed', owner: `discover/${server}` });
    await caller.call(aListing(server), {}, signal);
  }
  made.length = 0;
  const probe = makeProbe({ db, serversOf: async () => servers });
  const attempt = () => probe({ runId: 'probed', wave: 0 }, { signal } as never);
  let cutOff = 0;
  while (!(await db.probes.isDone('probed', 0))) await attempt().catch(() => (cutOff += 1));
  expect(cutOff).toBeGreaterThan(2);
  expect(made).toEqual([...SERVERS, ...SERVERS.map((server) => `${server} fresh`)]);
  expect(await db.recordings.byOwner('probed', 'probe/0')).toHaveLength(6);
  const varying = (await db.probes.list('probed')).map((row) => row.varying);
  expect(varying).toEqual(SERVERS.map(() => ['/asked']));
});
