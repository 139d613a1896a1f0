import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { failureOf } from '@firefly/contracts/failure';
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
const thrownBy = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => failureOf(error),
  );

test('a server that never shakes hands is named, with its last words and without its secrets', async () => {
  const env = { LICENCE_KEY: 'abc-123-xyz' };
  const servers = await start({ hangs: { env } }, { startTimeoutMs: 3_000 });
  const failure = await thrownBy(servers.list('hangs'));
  expect(failure?.kind).toBe('transient');
  expect(failure?.message).toMatch(
    /^server "hangs" cannot be used: it did not answer within 3000 ms; its last words: started as \d+ \| waiting for a licence with \[redacted:LICENCE_KEY\]$/,
  );
  const pid = Number(/started as (\d+)/.exec(failure?.message ?? '')?.[1]);
  expect(runs(pid)).toBe(false);
});

test('a server that cannot run is told from one that ends at the start', async () => {
  const servers = await start({
    missing: { command: 'no-such-program-of-ours' },
    ends: { args: ['-e', 'console.error("bad flag"); process.exit(3)'] },
    mute: { args: ['-e', 'process.stdin.once("data", () => process.exit(0))'] },
    other: {
      args: [
        '-e',
        'process.stdin.once("data", () => console.log(`{"jsonrpc":"2.0","id":0,"result":{}}`))',
      ],
    },
  });
  expect(await thrownBy(servers.open('missing'))).toEqual({
    kind: 'permanent',
    message:
      'server "missing" cannot be used: it could not be started (spawn no-such-program-of-ours ENOENT): is it installed, is its folder there?',
  });
  expect(await thrownBy(servers.open('ends'))).toEqual({
    kind: 'transient',
    message:
      'server "ends" cannot be used: it exited with code 3 at the start; its last words: bad flag',
  });
  expect((await thrownBy(servers.open('mute')))?.message).toContain(
    'it exited with code 0 at the start',
  );
  expect((await thrownBy(servers.open('other')))?.message).toContain('it did not speak MCP: ');
});

test('when a server dies at its third call, that call is lost, and the next has a new process', async () => {
  const servers = await start({ dies: {} });
  const session = await servers.open('dies');
  const first = contentOf(await session.call('count', {}));
  await session.call('count', {});
  expect(await session.call('count', {})).toMatchObject({
    kind: 'lost',
    text: '"the server exited with code 7 before it replied"',
  });
  const next = contentOf(await session.call('count', {}));
  expect(next.calls).toBe(1);
  expect(next.pid).not.toBe(first.pid);
  expect(contentOf(await session.call('count', {}))).toEqual({ calls: 2, pid: next.pid });
  await session.close();
  await expect(session.call('count', {})).rejects.toThrow('the session is closed');
});

test('when a server with a workspace dies, its session stays lost: its state is gone', async () => {
  const servers = await start({ dies: { firefly: { workspace: 'folder' } } });
  const session = await servers.open('dies');
  await session.call('count', {});
  await session.call('count', {});
  const lost = await session.call('count', {});
  expect(lost.kind).toBe('lost');
  expect(await session.call('count', {})).toEqual(lost);
  await session.close();
  const again = await servers.open('dies');
  expect(contentOf(await again.call('count', {})).calls).toBe(1);
});

test('a call that takes too long is lost with its process, but not its neighbour', async () => {
  const servers = await start({ awkward: {} }, { callTimeoutMs: 1_000 });
  const session = await servers.open('awkward');
  const neighbour = await servers.open('awkward');
  const { pid } = contentOf(await neighbour.call('echo', { value: 1 }));
  const lost = await session.call('wait', {});
  expect(lost).toMatchObject({ kind: 'lost', text: '"no reply came within 1000 ms"' });
  expect(contentOf(await session.call('echo', { value: 1 })).pid).not.toBe(pid);
  expect(contentOf(await neighbour.call('echo', { value: 2 }))).toEqual({ value: 2, pid });
  await neighbour.close();
  expect(runs(pid)).toBe(false);
});

test('a server that breaks again and again without a reply is given up', async () => {
  const servers = await start({ awkward: {} }, { callTimeoutMs: 100 });
  for (let i = 0; i < 5; i++) {
    const session = await servers.open('awkward');
    expect((await session.call('wait', {})).kind).toBe('lost');
    await session.close();
  }
  const failure = await thrownBy(servers.open('awkward'));
  expect(failure).toMatchObject({ kind: 'permanent' });
  expect(failure?.message).toContain('server "awkward" is given up: it broke 5 times');
});

test('a reply that is too large is lost; one that no buffer holds ends the process', async () => {
  const session = await (await start({ awkward: {} }, { maxResponseBytes: 20_000 })).open(
    'awkward',
  );
  expect((await session.call('repeat', { times: 19_000 })).kind).toBe('result');
  expect(await session.call('repeat', { times: 20_000 })).toMatchObject({
    kind: 'lost',
    text: '"the reply has more than 20000 bytes"',
  });
  expect((await session.call('repeat', { times: 10 })).kind).toBe('result');
  expect(await session.call('repeat', { times: 5_000_000 })).toMatchObject({
    kind: 'lost',
    text: '"the server wrote a reply of more than 20000 bytes"',
  });
});

test('a signal cancels a call, before it and during it, and the session goes on', async () => {
  const session = await (await start({ awkward: {} })).open('awkward');
  expect(await thrownBy(session.call('wait', {}, { signal: AbortSignal.abort() }))).toMatchObject({
    kind: 'cancelled',
  });
  const controller = new AbortController();
  const call = thrownBy(session.call('wait', {}, { signal: controller.signal }));
  await session.call('echo', { value: 1 });
  controller.abort();
  expect(await call).toMatchObject({ kind: 'cancelled' });
  expect((await session.call('echo', { value: 2 })).kind).toBe('result');
});

test('a workspace whose links lead out of it is not copied', async () => {
  const servers = await start({ stateful: { firefly: { workspace: 'folder' } } });
  await symlink('counter.txt', path.join(harness.dir, 'folder', 'good'));
  await (await servers.open('stateful')).close();
  await symlink(harness.dir, path.join(harness.dir, 'folder', 'bad'));
  const failure = await thrownBy(servers.open('stateful'));
  expect(failure?.kind).toBe('permanent');
  expect(failure?.message).toMatch(
    /server "stateful" .* bad is a link that leads out of the folder/,
  );
  expect(await harness.copies()).toEqual([]);
});

test('closing ends servers that do not want to end, and their children', async () => {
  const servers = await start({ stubborn: {} });
  const session = await servers.open('stubborn');
  const { pids } = contentOf(await session.call('get_pids', {}));
  expect(pids.map(runs)).toEqual([true, true]);
  await servers.close();
  await expect.poll(() => pids.map(runs), { timeout: 5_000 }).toEqual([false, false]);
  expect(await session.call('get_pids', {})).toMatchObject({ kind: 'lost' });
  await expect(servers.open('stubborn')).rejects.toThrow('the servers are closed');
});

test('closing ends a server that starts and does not answer, and waits for no time-out', async () => {
  const servers = await start({ hangs: {} }, { startTimeoutMs: 120_000 });
  const listing = thrownBy(servers.list('hangs'));
  await servers.close();
  const failure = await listing;
  expect(failure).toMatchObject({ kind: 'cancelled' });
  expect(failure?.message).toContain(
    'server "hangs" cannot be used: it was stopped while it started',
  );
});
