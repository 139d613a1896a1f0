import { failureOfReply } from '@firefly/domain/observing/failure';
import type { Limiter } from '@firefly/domain/ports';
import type { FixtureTool } from '@firefly/testing/servers/fixture-server';
import { object, structured } from '@firefly/testing/servers/serve';
import { serveHttp } from '@firefly/testing/servers/serve-http';
import { afterEach, expect, test } from 'vitest';
import { contentOf, type Harness, startHarness } from '../testing/harness.ts';
import { listed } from '../testing/listed.ts';

let harness: Harness;
afterEach(() => harness.dispose());

const start = async (calls: number) => {
  harness = await startHarness({ fickle: { env: { FICKLE_CALLS: `${calls}` } } });
  return harness.servers;
};
const VESSEL = { vessel: 'Amber Skua' };
const CHANGED = '"the server changed this tool while we worked: it is another tool now"';

test('a tool that is changed while we work is another tool, and is not called as the old one', async () => {
  const servers = await start(2);
  const call = await listed(servers, 'fickle');
  const session = await servers.open('fickle');
  expect((await call(session, 'get_vessel', VESSEL)).kind).toBe('result');
  expect((await call(session, 'list_harbours', {})).kind).toBe('result');
  expect(await call(session, 'get_vessel', VESSEL)).toMatchObject({ kind: 'lost', text: CHANGED });
  // The others are what they were, on the same process.
  expect((await call(session, 'list_vessels', {})).kind).toBe('result');
  const gone = await call(session, 'list_keepers', {});
  expect(gone).toMatchObject({ kind: 'error' });
  expect(failureOfReply(gone)).toContain('Unknown tool: list_keepers');
});

test('a fresh process that has not changed its tools is believed', async () => {
  const servers = await start(2);
  const call = await listed(servers, 'fickle');
  const session = await servers.open('fickle');
  await call(session, 'get_vessel', VESSEL);
  await call(session, 'list_harbours', {});
  expect((await call(session, 'get_vessel', VESSEL)).kind).toBe('lost');
  const fresh = await servers.open('fickle', { fresh: true });
  expect(contentOf(await call(fresh, 'get_vessel', VESSEL))).toMatchObject({ name: 'Amber Skua' });
});

test('a tool that was listed after its change is called', async () => {
  const servers = await start(1);
  const old = await listed(servers, 'fickle');
  const session = await servers.open('fickle');
  await old(session, 'list_harbours', {});
  expect((await old(session, 'get_vessel', VESSEL)).kind).toBe('lost');
  const call = await listed(servers, 'fickle');
  expect((await call(session, 'get_vessel', { ...VESSEL, coat: 1 })).kind).toBe('result');
});

const getName: FixtureTool = {
  listed: { name: 'get_name', inputSchema: object({}) },
  run: () => structured({ name: 'Ansgar Cove' }),
};

/** A server over HTTP that can be started anew with another tool of the same name, and tells nobody. */
async function startFar() {
  const tools = [getName];
  const far = await serveHttp({ name: 'far', tools });
  harness = await startHarness({ far: { url: far.url } });
  const lists = () => far.seen.filter(({ what }) => what === 'POST tools/list').length;
  const restart = () => {
    far.forget();
    tools[0] = { ...getName, listed: { ...getName.listed, description: 'another' } };
  };
  return { far, lists, restart, servers: harness.servers };
}

test('what answers after a lost connection is asked for its tools, once for all', async () => {
  const { far, lists, restart, servers } = await startFar();
  try {
    const call = await listed(servers, 'far');
    const [session, neighbour] = await Promise.all([servers.open('far'), servers.open('far')]);
    await call(session, 'get_name', {});
    expect(lists()).toBe(1);
    restart();
    expect((await call(session, 'get_name', {})).kind).toBe('lost');
    expect(await call(session, 'get_name', {})).toMatchObject({ kind: 'lost', text: CHANGED });
    expect(lists()).toBe(2);
    expect((await call(neighbour, 'get_name', {})).kind).toBe('lost');
    const later = await servers.open('far', { fresh: true });
    expect(await call(later, 'get_name', {})).toMatchObject({ kind: 'lost', text: CHANGED });
    // The neighbour's own session was asked, too, and was gone.
    expect(lists()).toBe(3);
  } finally {
    await far.close();
  }
});

test('a run that goes on asks what it knows only from before', async () => {
  const { far, lists, restart, servers } = await startFar();
  try {
    const call = await listed(servers, 'far');
    await harness.dispose();
    harness = await startHarness({ far: { url: far.url } });
    const session = await harness.servers.open('far');
    expect((await call(session, 'get_name', {})).kind).toBe('result');
    expect((await call(session, 'get_name', {})).kind).toBe('result');
    expect(lists()).toBe(2);
    await harness.dispose();
    restart();
    harness = await startHarness({ far: { url: far.url } });
    const later = await harness.servers.open('far');
    expect(await call(later, 'get_name', {})).toMatchObject({ kind: 'lost', text: CHANGED });
    expect(lists()).toBe(3);
  } finally {
    await far.close();
  }
});

test('a process that died between two calls is a lost connection, too', async () => {
  let asked = 0;
  const limiter: Limiter = {
    async acquire() {
      asked += 1;
      const release = async () => {};
      return { granted: true, inMs: 0, lateMs: -1e9, holds: async () => true, release };
    },
    slowDown: () => Promise.reject(new Error('nobody was refused')),
  };
  harness = await startHarness(
    { tidy: { firefly: { rateLimit: { perSecond: 999 } } } },
    { limiter },
  );
  const { servers } = harness;
  const call = await listed(servers, 'tidy');
  const pages = asked;
  let calls = 0;
  const pid = async () => {
    calls += 1;
    const session = await servers.open('tidy');
    const reply = await call(session, 'get_environment', {});
    return reply.kind === 'result' ? contentOf(reply).pid : undefined;
  };
  const first = await pid();
  process.kill(Number(first), 'SIGKILL');
  await expect.poll(pid, { timeout: 10_000 }).not.toBeOneOf([first, undefined]);
  expect(asked).toBe(pages + calls + pages);
});
