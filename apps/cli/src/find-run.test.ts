import { rm } from 'node:fs/promises';
import type { CommandSpec } from '@firefly/contracts/run-spec';
import { type Database, openDatabase } from '@firefly/db/database';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import type { ServerEntry } from '@firefly/mcp/config/servers-file';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOrCreate } from './find-run.ts';
import { sampleFolder } from './testing/sample-folder.ts';

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

const specOf = (out: string, more: Partial<CommandSpec> = {}): CommandSpec => ({
  tasks: 2,
  seed: 7,
  engine: 'rules',
  out,
  servers: { file: '/data/mcp.json', hash: 'h' },
  waves: 8,
  walks: 16,
  ...more,
});
const entry: ServerEntry = {
  type: 'stdio',
  name: 'harbour',
  command: 'node',
  args: [],
  env: {},
  cwd: '/',
  workspace: null,
  secrets: [],
  options: {},
};
const said: string[] = [];
const find = (spec: CommandSpec, fresh = false) =>
  findOrCreate(db, spec, [entry], fresh, (message) => said.push(message));

test('the same request finds its unfinished run, another request makes its own', async () => {
  const first = await find(specOf('/data/a'));
  expect(await db.servers.list(first.id)).toMatchObject([{ name: 'harbour', status: 'pending' }]);
  expect(await find(specOf('/data/a'))).toEqual({ id: first.id, finished: false });
  expect(said.at(-1)).toContain('going on where it was');
  expect((await find(specOf('/data/a', { seed: 8 }))).id).not.toBe(first.id);
});

test('a run that a crash left without servers gets them when it goes on', async () => {
  const spec = specOf('/data/c');
  const first = await find(spec);
  const key = (await db.runs.find(first.id))?.key ?? '';
  await db.runs.remove(first.id);
  await db.runs.create({ id: 'crashed', key, spec: spec as unknown as Json });
  expect(await db.servers.list('crashed')).toEqual([]);
  expect(await find(spec)).toEqual({ id: 'crashed', finished: false });
  expect(await db.servers.list('crashed')).toMatchObject([{ name: 'harbour', status: 'pending' }]);
});

test('going on leaves servers that are known as they are', async () => {
  const { id } = await find(specOf('/data/d'));
  await db.servers.dropped(id, 'harbour', 'it did not start', 5);
  await find(specOf('/data/d'));
  expect(await db.servers.list(id)).toMatchObject([{ name: 'harbour', status: 'dropped' }]);
});

test('a spec that the pipeline would not take is not stored', async () => {
  const bad = specOf('/data/e', { walks: 1_001 });
  await expect(find(bad)).rejects.toThrow('walks');
  expect(await db.runs.findByKey(sha256(canonicalJson(bad)))).toBeNull();
});

test('--fresh and a failed run start over, and the old rows are gone', async () => {
  const first = await find(specOf('/data/b'));
  const second = await find(specOf('/data/b'), true);
  expect(second.replaces).toBe(first.id);
  expect(await db.runs.find(first.id)).toBeNull();
  await db.runs.fail(second.id, 'no disk');
  const third = await find(specOf('/data/b'));
  expect(third.id).not.toBe(second.id);
  expect(third.replaces).toBe(second.id);
  expect(await db.runs.find(second.id)).toBeNull();
});

/** A reply that a run has paid for. */
async function aReply(runId: string, stage: 'link' | 'explore'): Promise<void> {
  const prompt = { name: stage, version: 1, hash: 'h' };
  const call = { runId, owner: `${stage}/0/0`, ordinal: 0, stage, model: 'm', prompt };
  await db.modelCalls.begin({ ...call, requestHash: 'r' });
  const usage = { input: 1, cached: 0, written: 0, output: 1 };
  const reply = { model: 'm', stop: 'end' as const, content: [], usage };
  await db.modelCalls.finish(call, reply, { dollars: null });
}

test('what models were paid for is not thrown away: a failed run goes on, and a lost bundle is made of it', async () => {
  const spec = specOf('/data/h');
  const { id } = await find(spec);
  await aReply(id, 'explore');
  await db.runs.fail(id, 'no disk');
  expect(await find(spec)).toEqual({ id, finished: false });
  expect(said.at(-1)).toContain('failed (no disk): going on where it was');
  const open = { status: 'running', error: null, finishedAt: null, revision: 1 };
  expect(await db.runs.find(id)).toMatchObject(open);
  await db.runs.finish(id, {});
  expect(await find(spec)).toEqual({ id, finished: false });
  expect(await db.runs.find(id)).toMatchObject({ ...open, summary: null, revision: 2 });
  expect((await find(spec, true)).replaces).toBe(id);
});

test('answers about tools are kept for all runs: a run that paid for no more starts over', async () => {
  const spec = specOf('/data/i');
  const { id } = await find(spec);
  await aReply(id, 'link');
  await db.runs.fail(id, 'no server can be used');
  expect((await find(spec)).replaces).toBe(id);
});

test('nothing starts over what another process works on', async () => {
  const { id } = await find(specOf('/data/f'));
  const part = await db.runs.takePart(id, async () => {});
  await expect(find(specOf('/data/f'), true)).rejects.toThrow(`another process works on run ${id}`);
  expect(await find(specOf('/data/f'))).toEqual({ id, finished: false });
  await part.leave();
  expect((await find(specOf('/data/f'), true)).id).not.toBe(id);
});

test('of two equal requests at once one makes the run', async () => {
  const found = await Promise.all([1, 2, 3].map(() => find(specOf('/data/g'))));
  expect(new Set(found.map(({ id }) => id)).size).toBe(1);
});

test('a finished run is shown as long as its bundle stands, and made again after that', async () => {
  await using folder = await sampleFolder();
  const spec = specOf(folder.bundle);
  const replaced = await find(spec);
  await db.runs.finish(replaced.id, {});
  // The sample bundle there is of another run.
  expect(await find(spec)).toMatchObject({ finished: false });
  expect(said.at(-1)).toContain('it is made again');

  const key = (await db.runs.find((await find(spec)).id))?.key ?? '';
  await db.runs.create({ id: folder.runId, key, spec: {} });
  await db.runs.finish(folder.runId, {});
  expect(await find(spec)).toEqual({ id: folder.runId, finished: true });
  await rm(folder.bundle, { recursive: true });
  const again = await find(spec);
  expect(again.finished).toBe(false);
  expect(again.id).not.toBe(folder.runId);
});
