import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@firefly/db/database';
import type { ListedTool } from '@firefly/domain/catalog/tool';
import { fingerprint } from '@firefly/domain/identity';
import { loadServers } from '@firefly/mcp/config/load';
import { testDatabase } from '@firefly/testing/database';
import { fixtureServers } from '@firefly/testing/servers/paths';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bareCaller, type Caller, serversOf, sessionCaller, storedCaller } from './callers.ts';
import { type Asked, entriesOf, type Request } from './requests.ts';

let folder: string;
let asked: Asked;
let request: Request;
const content = { city: expect.objectContaining({ name: 'Corvane', elevation: 96 }) };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-bench-test-'));
  const path = join(folder, 'mcp.json');
  const tidy = { command: process.execPath, args: [fixtureServers.tidy] };
  await writeFile(path, JSON.stringify({ mcpServers: { tidy } }));
  const file = await loadServers(path, process.env);
  asked = { file, entries: entriesOf(file), requests: [] };
  const servers = serversOf(asked, folder);
  const { tools } = await servers.list('tidy');
  await servers.close();
  const listed = tools.find(({ name }) => name === 'find_city') as ListedTool;
  const tool = { ...listed, server: 'tidy', fingerprint: fingerprint(listed) };
  request = { tool, args: { name: 'Corvane', country: 'FR' } };
  asked = { ...asked, requests: [request] };
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
