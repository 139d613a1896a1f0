import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '@firefly/contracts/failure';
import { queues as contracts, type QueueKey } from '@firefly/contracts/queues';
import { type Database, openDatabase } from '@firefly/db/database';
import type { Json } from '@firefly/domain/json';
import type { Evaluate, ToolServers } from '@firefly/domain/ports';
import { openQueues, type QueueConnection } from '@firefly/queue/connection';
import { type Concurrency, poolSizeFor } from '@firefly/queue/pool-size';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composePipeline, type Pipeline } from './compose.ts';
import { driveRun } from './drive.ts';
import { makeOnFinalFailure } from './handlers.ts';
import { aListedRun, aListing, aSpec } from './testing/seeding.ts';

const concurrency = Object.fromEntries(
  Object.keys(contracts).map((key) => [key as QueueKey, 2]),
) as Concurrency;
const unused = (): never => {
  throw new Error('there is nothing to evaluate');
};
const evaluate: Evaluate = { evaluate: unused, dependsOn: unused };

/** One server whose sessions break in a way nobody foresaw, and one that no longer starts. */
const servers: ToolServers = {
  names: ['buggy', 'gone'],
  list: unused,
  async open(server) {
    if (server === 'buggy') throw new Error('a bug of ours');
    throw new FailureError({ kind: 'transient', message: 'server "gone" cannot be used' });
  },
  close: async () => {},
};

let store: TestDatabase;
let db: Database;
let queues: QueueConnection;
let pipeline: Pipeline;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-handlers-'));
  store = await testDatabase();
  db = await openDatabase({ url: store.url, poolSize: 6 });
  queues = await openQueues({ url: store.url, poolSize: poolSizeFor(concurrency) });
  pipeline = composePipeline({
    ...{ db, queues, limiter: db.limiter, evaluate, openServers: async () => servers },
    ...{ openServer: unused, onError: unused },
    ...{ simulatorEntry: 'none', tempDir: folder, version: '0.0.0' },
  });
  await pipeline.startWorkers(concurrency);
});
afterAll(async () => {
  await queues?.close();
  await db?.close();
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

const trial = (server: string): Json => ({
  kind: 'trial',
  calls: [{ tool: `${server}/${aListing(server).name}`, arguments: {} }],
});

test('an exploration that fails for good is written off, and the run ends', async () => {
  const spec = aSpec({ out: join(folder, 'bundle') });
  await aListedRun(db, 'broken', ['buggy', 'gone'], spec);
  await db.explorations.createMany('broken', 0, [trial('buggy'), trial('gone')]);
  await db.waves.create('broken', 0, { walked: [], final: true });
  const signal = AbortSignal.timeout(40_000);
  const end = await driveRun({ db, pipeline }, 'broken', () => {}, signal);
  expect(end.status).toBe('finished');
  const [buggy, gone] = await db.explorations.list('broken', 0);
  const reason = 'explore: a bug of ours';
  expect(buggy).toMatchObject({ status: 'judged', outcome: { stop: 'stuck', reason } });
  expect(await db.misfits.list('broken')).toEqual([{ wave: 0, index: 0, frame: 'failed', reason }]);
  // What a server does is no fault of the exploration: the call is on record as lost.
  expect(gone).toMatchObject({ status: 'judged', outcome: { stop: 'complete' } });
  const rows = await db.recordings.byRun('broken');
  expect(rows.map(({ recording }) => [recording.kind, recording.failure])).toEqual([
    ['lost', expect.stringContaining('"gone" cannot be used')],
  ]);
});

const failure = { kind: 'permanent', message: 'out of order' } as const;
const onFinalFailure = () =>
  makeOnFinalFailure({ db, enqueue: pipeline.enqueue } as Parameters<typeof makeOnFinalFailure>[0]);

test('a step that the whole run stands on fails the run, with its reason', async () => {
  await aListedRun(db, 'unlinked', ['buggy']);
  await onFinalFailure()('link', { runId: 'unlinked' }, failure);
  expect(await db.runs.find('unlinked')).toMatchObject({
    ...{ status: 'failed', error: 'link: out of order' },
  });
  await aListedRun(db, 'unsolved', ['buggy']);
  await onFinalFailure()('solve', { runId: 'unsolved', wave: 0, index: 1 }, failure);
  expect(await db.runs.find('unsolved')).toMatchObject({ error: 'solve: out of order' });
  expect(await db.misfits.list('unsolved')).toEqual([]);
});

test('a server that cannot be listed is dropped; a payload nobody can read is left alone', async () => {
  await aListedRun(db, 'dropping', ['buggy', 'gone']);
  await onFinalFailure()('discover', { runId: 'dropping', server: 'gone' }, failure);
  expect((await db.servers.list('dropping'))[1]).toMatchObject({
    ...{ name: 'gone', status: 'dropped', reason: 'out of order' },
  });
  await onFinalFailure()('explore', null, failure);
  expect(await db.runs.find('dropping')).toMatchObject({ status: 'running' });
});

test('a run waits where nothing is wrong with a job that has failed for good, and gives nothing up', async () => {
  await aListedRun(db, 'waiting', ['buggy']);
  const away = { kind: 'transient', message: 'the model gave no reply', holds: true } as const;
  await onFinalFailure()('judge', { runId: 'waiting', wave: 0, index: 0 }, away);
  expect(await db.runs.find('waiting')).toMatchObject({
    ...{ status: 'paused', error: 'judge: the model gave no reply' },
  });
  expect(await db.misfits.list('waiting')).toEqual([]);
});
