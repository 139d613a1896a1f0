import { sha256 } from '@firefly/domain/identity';
import { afterEach, expect, test } from 'vitest';
import type { ToolServersOptions } from './session/options.ts';
import {
  contentOf,
  type FixtureEntry,
  type Harness,
  runs,
  startHarness,
} from './testing/harness.ts';

let harness: Harness;
afterEach(() => harness.dispose());

async function start(entries: Record<string, FixtureEntry>, options?: Partial<ToolServersOptions>) {
  harness = await startHarness(entries, options);
  return harness.servers;
}

test('all pages are listed, in order', async () => {
  const servers = await start({ tidy: {} });
  const listing = await servers.list('tidy');
  expect(listing).toMatchObject({ name: 'tidy', version: '1.2.3', protocolVersion: '2025-11-25' });
  expect(listing.tools.map((tool) => tool.name)).toEqual([
    'find_city',
    'list_cities',
    'describe_city',
    'get_weather',
    'get_area',
    'get_visits',
    'get_environment',
  ]);
  expect(listing.tools[0]).toMatchObject({
    description: 'Find a city by its name and country.',
    annotations: { readOnlyHint: true },
    inputSchema: { required: ['name', 'country'] },
  });
});

test('a reply is the result as it stood on the wire, and its hash', async () => {
  const session = await (await start({ tidy: {} })).open('tidy');
  const reply = await session.call('describe_city', { id: 'C-377' });
  const text =
    '{"content":[{"type":"text","text":"Brindle lies 71 m above the sea and has 9312 inhabitants."}]}';
  expect(reply).toMatchObject({ kind: 'result', text, sha256: sha256(text), quarantined: false });
  expect(reply.durationMs).toBeGreaterThanOrEqual(0);
});

test('what breaks its output schema is recorded like anything else', async () => {
  const session = await (await start({ tidy: {} })).open('tidy');
  const reply = await session.call('get_area', { id: 'C-104' });
  expect(reply.kind).toBe('result');
  expect(contentOf(reply)).toEqual({ area: 'about 12', id: 'C-104' });
});

test('an error of the protocol is recorded as its error object', async () => {
  const session = await (await start({ tidy: {} })).open('tidy');
  const reply = await session.call('no_such_tool', {});
  expect(reply.kind).toBe('error');
  expect(JSON.parse(reply.text)).toEqual({ code: -32602, message: 'Unknown tool: no_such_tool' });
});

test('a server sees little of our environment, and what it shows of its secrets is quarantined', async () => {
  const env = { TOKEN: `\${MY_TOKEN}`, MODE: 'plain' };
  const session = await (await start({ tidy: { env } })).open('tidy');
  const reply = await session.call('get_environment', {});
  const { environment } = contentOf(reply);
  expect(environment).toMatchObject({ MODE: 'plain', TOKEN: '[redacted:TOKEN]' });
  expect(Object.keys(environment)).not.toContain('FIREFLY_SECRET');
  expect(reply.quarantined).toBe(true);
  const sent = await session.call('find_city', { name: 'tok-"12345678', country: 'x' });
  expect(sent.quarantined).toBe(true);
  expect(sent.text).not.toContain('12345678');
});

test('sessions share one process, but for fresh ones', async () => {
  const servers = await start({ tidy: {} });
  const [a, b] = await Promise.all([servers.open('tidy'), servers.open('tidy')]);
  const fresh = await servers.open('tidy', { fresh: true });
  const pids = await Promise.all(
    [a, b, fresh].map(async (session) => contentOf(await session.call('get_environment', {})).pid),
  );
  expect(pids[0]).toBe(pids[1]);
  expect(pids[2]).not.toBe(pids[0]);
  await fresh.close();
  expect(runs(pids[2])).toBe(false);
  await a.close();
  expect((await b.call('get_visits', { id: 'C-104' })).kind).toBe('result');
  await servers.close();
  expect(runs(pids[0])).toBe(false);
});

test('each session of a server with a workspace has a fresh copy, called /workspace', async () => {
  const servers = await start({ stateful: { firefly: { workspace: 'folder' } } });
  const a = await servers.open('stateful');
  expect(contentOf(await a.call('increment', { by: 2 }))).toEqual({ counter: 42 });
  const b = await servers.open('stateful');
  const counter = await b.call('get_counter', {});
  expect(contentOf(counter)).toEqual({ counter: 40, file: '/workspace/counter.txt' });
  expect(counter.quarantined).toBe(false);
  expect(contentOf(await a.call('read_file', { path: '/workspace/counter.txt' }))).toEqual({
    path: '/workspace/counter.txt',
    text: '42',
  });
  expect(await harness.copies()).toHaveLength(2);
  await Promise.all([a.close(), b.close()]);
  expect(await harness.copies()).toEqual([]);
});

test('rubbish on stdout is survived', async () => {
  const servers = await start({ noisy: {} });
  const session = await servers.open('noisy');
  expect((await servers.list('noisy')).tools).toHaveLength(1);
  expect(JSON.parse((await session.call('greet', {})).text).content[0].text).toBe('hello');
});

test('a server of the newer revision only is spoken to in it', async () => {
  const servers = await start({ modern: {} });
  expect(await servers.list('modern')).toMatchObject({
    name: 'modern',
    protocolVersion: '2026-07-28',
  });
  const session = await servers.open('modern');
  expect(contentOf(await session.call('get_pid', {})).pid).toBeGreaterThan(0);
});

test('a server that nobody named is refused', async () => {
  const servers = await start({ tidy: {} });
  expect(servers.names).toEqual(['tidy']);
  await expect(servers.open('geo')).rejects.toThrow(/names no server "geo"; it names tidy/);
});
