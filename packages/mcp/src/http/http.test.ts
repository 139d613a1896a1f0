import { sha256 } from '@firefly/domain/identity';
import type { FixtureTool, Serving } from '@firefly/testing/servers/fixture-server';
import { object, structured } from '@firefly/testing/servers/serve';
import { type HttpFixture, type HttpServing, serveHttp } from '@firefly/testing/servers/serve-http';
import { afterEach, expect, test } from 'vitest';
import { contentOf, type Harness, startHarness } from '../testing/harness.ts';
import { listed } from '../testing/listed.ts';

let harness: Harness;
let far: HttpFixture;
afterEach(async () => {
  await harness.dispose();
  await far.close();
});

const tool = (name: string, run: FixtureTool['run'], more = {}): FixtureTool => ({
  listed: { name, inputSchema: object({}), annotations: { readOnlyHint: true }, ...more },
  run,
});
const SERVING: Serving = {
  name: 'far',
  pageSize: 2,
  tools: [
    tool('get_depth', () => structured({ depth_m: 'deep' }), {
      outputSchema: object({ depth_m: { type: 'number' } }),
    }),
    tool('get_key', () => structured({ key: 'tok-"12345678' })),
    tool('get_name', () => structured({ name: 'Ansgar Cove' })),
  ],
};

async function start(more: Partial<Serving> = {}, how: HttpServing = {}) {
  far = await serveHttp({ ...SERVING, ...more }, how);
  const headers = { Authorization: `Bearer \${MY_TOKEN}`, 'X-Team': 'harbour-masters' };
  harness = await startHarness({ far: { url: far.url, headers } });
  return harness.servers;
}
const DEPTH = JSON.stringify(structured({ depth_m: 'deep' }));

test.each([true, false])(
  'a server with sessions is spoken to, replies as one body: %s',
  async (json) => {
    const servers = await start({}, { json, token: 'tok-"12345678' });
    const listing = await servers.list('far');
    expect(listing).toMatchObject({ name: 'far', version: '1.2.3', protocolVersion: '2025-11-25' });
    expect(listing.tools.map(({ name }) => name)).toEqual(['get_depth', 'get_key', 'get_name']);
    const session = await servers.open('far');
    const reply = await session.call('get_depth', {});
    expect(reply).toMatchObject({ kind: 'result', text: DEPTH, sha256: sha256(DEPTH) });
    expect(await session.call('no_such_tool', {})).toMatchObject({
      kind: 'error',
      text: '{"code":-32602,"message":"Unknown tool: no_such_tool"}',
    });
    await session.close();
    expect(far.sessions()).toHaveLength(1);
    await servers.close();
    expect(far.sessions()).toEqual([]);
    expect(far.seen.at(-1)?.what).toBe('DELETE');
    for (const { headers } of far.seen) expect(headers['x-team']).toBe('harbour-masters');
  },
);

test.each([true, false])(
  'a server of the newer revision only, replies as one body: %s',
  async (json) => {
    const servers = await start({ modernOnly: true }, { json });
    expect(await servers.list('far')).toMatchObject({ name: 'far', protocolVersion: '2026-07-28' });
    const session = await servers.open('far');
    expect(contentOf(await session.call('get_name', {}))).toEqual({ name: 'Ansgar Cove' });
    await servers.close();
    // It has no sessions that could be ended.
    expect(far.seen.map(({ what }) => what)).not.toContain('DELETE');
  },
);

test('sessions share one session of the server, but for fresh ones', async () => {
  const servers = await start();
  const [a, b] = await Promise.all([servers.open('far'), servers.open('far')]);
  expect(far.sessions()).toHaveLength(1);
  const fresh = await servers.open('far', { fresh: true });
  expect(far.sessions()).toHaveLength(2);
  await fresh.close();
  expect(far.sessions()).toHaveLength(1);
  await a.close();
  expect((await b.call('get_name', {})).kind).toBe('result');
});

test('what a server shows of the headers is quarantined', async () => {
  const servers = await start();
  const session = await servers.open('far');
  const reply = await session.call('get_key', {});
  expect(contentOf(reply)).toEqual({ key: '[redacted:Authorization]' });
  expect(reply.quarantined).toBe(true);
});

test('a change of the tools that is told unasked is heard', async () => {
  let described = 'Get the depth.';
  const depth = () =>
    tool('get_depth', () => structured({ depth_m: 7 }), { description: described });
  let refuses = false;
  const trouble: HttpServing['trouble'] = (method, response) => {
    if (!refuses || method !== 'tools/list') return false;
    response.writeHead(500).end();
    return true;
  };
  const servers = await start({ tools: () => [depth()] }, { trouble });
  const call = await listed(servers, 'far');
  const session = await servers.open('far');
  expect((await call(session, 'get_depth', {})).kind).toBe('result');
  await expect.poll(() => far.seen.map(({ what }) => what)).toContain('GET');
  described = 'Get the depth in fathoms.';
  await far.announce();
  await expect
    .poll(async () => (await call(session, 'get_depth', {})).text)
    .toContain('another tool');
  refuses = true;
  await far.announce();
  await expect
    .poll(async () => (await call(session, 'get_depth', {})).text)
    .toContain('changed its tools, and did not list them again');
});
