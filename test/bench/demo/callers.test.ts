import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@firefly/db/database';
import { loadServers } from '@firefly/mcp/config/load';
import { aTool } from '@firefly/testing/builders/parts';
import { testDatabase } from '@firefly/testing/database';
import { fixtureServers } from '@firefly/testing/servers/paths';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bareCaller, type Caller, sessionCaller, storedCaller } from './callers.ts';
import { type Asked, entriesOf } from './requests.ts';

let folder: string;
let asked: Asked;
const request = {
  tool: aTool('tidy', 'find_city', 'Find a city.', {}),
  args: { name: 'Corvane', country: 'FR' },
};
const content = { city: expect.objectContaining({ name: 'Corvane', elevation: 96 }) };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-bench-test-'));
  const path = join(folder, 'mcp.json');
  const tidy = { command: process.execPath, args: [fixtureServers.tidy] };
  await writeFile(path, JSON.stringify({ mcpServers: { tidy } }));
  const file = await loadServers(path, process.env);
  asked = { file, entries: entriesOf(file), requests: [request] };
});
afterAll(() => rm(folder, { recursive: true }));

const said = async (caller: Caller): Promise<unknown> => {
  onTestFinished(async () => void (await caller.close()));
  return caller.call(request);
};

test('the same call, bare and in a session of ours', async () => {
  expect(await said(await bareCaller(asked))).toMatchObject({ structuredContent: content });
  const reply = await said(await sessionCaller(asked, folder));
  expect(JSON.parse((reply as { text: string }).text).structuredContent).toEqual(content);
});

test('the same call as the pipeline makes it, which leaves a row', async () => {
  const { url, close } = await testDatabase();
  onTestFinished(close);
  const db = await openDatabase({ url, poolSize: 2 });
  onTestFinished(() => db.close());
  await db.runs.create({ id: 'bench', key: 'bench', spec: {} });
  const answered = await said(await storedCaller(asked, db.recordings, 'bench', folder));
  expect(answered).toMatchObject({ observation: content });
  expect(await db.recordings.byRun('bench')).toHaveLength(1);
});
