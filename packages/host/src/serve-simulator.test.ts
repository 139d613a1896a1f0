import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';
import { newKey } from '@firefly/control-api/api-key';
import { type Database, openDatabase } from '@firefly/db/database';
import { type Lifecycle, makeLifecycle } from '@firefly/service/lifecycle';
import { makeLog } from '@firefly/telemetry/log';
import { type TestDatabase, testDatabase } from '@firefly/testing/database';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serveSimulator } from './serve-simulator.ts';

const RUN = 'run-1';
const [task] = sampleTasks;
let store: TestDatabase;
let db: Database;
let folder: Awaited<ReturnType<typeof tempFolder>>;
let lifecycle: Lifecycle;
beforeEach(async () => {
  [store, folder] = await Promise.all([testDatabase(), tempFolder()]);
  db = await openDatabase({ url: store.url, poolSize: 2 });
  lifecycle = makeLifecycle({ deadlineMs: 5_000, report: expect.unreachable as never });
});
afterEach(async () => {
  await lifecycle.stop();
  await db?.close();
  await store?.close();
  await folder?.[Symbol.asyncDispose]();
});

/** Keeps the sample bundle as that of a run. */
async function keep(): Promise<void> {
  const bundle = join(folder.path, 'bundle');
  await writeBundle(bundle, rowsFor(sampleTasks), sampleMeta);
  const spec = { tasks: 1 } as never;
  await db.runs.create({ id: RUN, key: RUN, spec });
  const names = await readdir(bundle);
  const files = names.map((name) => ({ name, bytes: createReadStream(join(bundle, name)) }));
  await db.bundles.save(RUN, files);
}

async function serve(): Promise<{ url: string; temp: string }> {
  const temp = join(folder.path, 'temp');
  await mkdir(temp);
  const url = await serveSimulator(
    { db, tempDir: temp },
    { host: '127.0.0.1', port: 0 },
    { lifecycle, log: makeLog('test', 'silent') },
  );
  return { url, temp };
}

const ask = (url: string, body: object, key?: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  });

test('a task of a finished run is answered from its recordings; no file is left', async () => {
  await keep();
  const { url, temp } = await serve();
  const opened = await ask(`${url}/v1/sessions`, { run_id: RUN, task_id: task?.id });
  expect(opened.status).toBe(201);
  const { session, prompt } = (await opened.json()) as { session: string; prompt: string };
  expect(prompt).toBe(task?.prompt);
  const [call] = task?.calls ?? [];
  const { server, tool, arguments: args } = call ?? {};
  const answer = await ask(`${url}/v1/sessions/${session}/call`, { server, tool, arguments: args });
  expect(await answer.json()).toMatchObject({ result: call?.result });
  expect(await readdir(temp)).toEqual([]);
});

test('a run that was removed is served no more, nor one that goes while it is read', async () => {
  await keep();
  const { url, temp } = await serve();
  const open = { run_id: RUN, task_id: task?.id };
  const files = db.bundles.files.bind(db.bundles);
  vi.spyOn(db.bundles, 'files').mockImplementationOnce(async (id) => {
    const found = await files(id);
    return found.map((file) => ({ ...file, bytes: file.bytes + 1 }));
  });
  expect((await ask(`${url}/v1/sessions`, open)).status).toBe(404);
  const opened = await ask(`${url}/v1/sessions`, open);
  expect(opened.status).toBe(201);
  const { session } = (await opened.json()) as { session: string };
  const { server, tool, arguments: args } = task?.calls[0] ?? {};
  const call = { server, tool, arguments: args };
  expect((await ask(`${url}/v1/sessions/${session}/call`, call)).status).toBe(200);
  await db.runs.finish(RUN, {});
  expect(await db.runs.remove(RUN)).toBe(true);
  expect((await ask(`${url}/v1/sessions/${session}/call`, call)).status).toBe(404);
  expect((await ask(`${url}/v1/sessions`, open)).status).toBe(404);
  expect(await readdir(temp)).toEqual([]);
});

test('a run without a bundle, no run and no task are said as such', async () => {
  await keep();
  const { url } = await serve();
  const said = async (body: object) => {
    const answer = await ask(`${url}/v1/sessions`, body);
    return [answer.status, ((await answer.json()) as { detail: string }).detail];
  };
  expect(await said({ run_id: 'other', task_id: 'x' })).toEqual([
    404,
    'There is no bundle of a run other here.',
  ]);
  expect(await said({ run_id: RUN, task_id: 'x' })).toEqual([
    404,
    'Task x is not in this bundle: give the whole id of one in its tasks.jsonl.',
  ]);
  expect(await said({ task_id: 'x' })).toEqual([400, 'Name a run: "run_id" beside "task_id".']);
  const nul = 'a\u0000b';
  expect(await said({ run_id: nul, task_id: 'x' })).toEqual([
    400,
    expect.stringContaining('run_id'),
  ]);
  expect(await said({ run_id: RUN, task_id: nul })).toEqual([
    400,
    expect.stringContaining('task_id'),
  ]);
});

test('with a key nobody else is answered, but to say that it lives', async () => {
  await keep();
  const { id, key, hash } = newKey();
  await db.apiKeys.create({ id, name: 'reader', scopes: ['read'], hash });
  const { url } = await serve();
  const body = { run_id: RUN, task_id: task?.id };
  const refused = await ask(`${url}/v1/sessions`, body);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toContain('Bearer');
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect((await ask(`${url}/v1/sessions`, body, `${key}x`)).status).toBe(401);
  expect((await ask(`${url}/v1/sessions`, body, key)).status).toBe(201);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
