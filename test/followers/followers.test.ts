import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NewRunEvent } from '@firefly/contracts/run-events';
import { type Database, openDatabase } from '@firefly/db/database';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Follower, follow } from './follower.ts';

// A busy machine may take long.
vi.setConfig({ testTimeout: 300_000 });

const FOLLOWERS = 1_000;
const BURSTS = 30;
const EVENTS = 10;
/** What may be held beside what was held when all had come: a few buffers, no events. */
const MOST_MORE = 16 << 20;

let store: TestDatabase;
let db: Database;
let server: ChildProcess;
let port: number;

const told = async (): Promise<Record<string, number>> => (await once(server, 'message'))[0];
const heap = async (): Promise<number> => {
  const answer = told();
  server.send('memory');
  return (await answer).heap ?? 0;
};

beforeAll(async () => {
  store = await testDatabase();
  db = await openDatabase({ url: store.url, poolSize: 4 });
  server = fork(join(import.meta.dirname, 'server.fixture.ts'), [store.url]);
  port = (await told()).port ?? 0;
});
afterAll(async () => {
  const gone = once(server, 'exit');
  server.disconnect();
  await gone;
  await db.close();
  await store.close();
});

const burst = (at: number): NewRunEvent[] =>
  Array.from({ length: EVENTS }, () => ({
    type: 'tasks',
    data: { wave: at, accepted: [`task ${at} `.repeat(20)] },
  }));

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('a thousand follow one run: no event is lost or out of order, and memory stays flat', async () => {
  await db.runs.create({ id: 'followed', key: 'k', spec: {} });
  const followers: Follower[] = await Promise.all(
    Array.from({ length: FOLLOWERS }, () => follow(port, 'followed', 0)),
  );
  await db.events.append('followed', burst(0));
  await until(() => followers.every(({ last }) => last === EVENTS));
  const before = await heap();
  for (let at = 1; at <= BURSTS; at++) {
    await db.events.append('followed', burst(at));
    // Some lose their connection in the middle and come back with the last number they saw.
    for (let lost = at; lost < FOLLOWERS; lost += 100) {
      const old = followers[lost] as Follower;
      old.hangUp();
      await old.ended;
      expect(old.faults).toEqual([]);
      followers[lost] = await follow(port, 'followed', old.last);
    }
  }
  const all = (BURSTS + 1) * EVENTS;
  await until(() => followers.every(({ last }) => last === all));
  const after = await heap();
  await db.runs.finish('followed', {});
  await Promise.all(followers.map(({ ended }) => ended));
  expect(followers.flatMap(({ faults }) => faults)).toEqual([]);
  expect(new Set(followers.map(({ last }) => last))).toEqual(new Set([all + 1]));
  expect(after - before).toBeLessThan(MOST_MORE);
});
