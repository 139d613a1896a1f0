import { serverReport } from '@firefly/contracts/control-api/servers';
import { useRun } from '@firefly/db/testing/run';
import type { ListedTool } from '@firefly/domain/catalog/tool';
import type { ToolServers } from '@firefly/domain/ports';
import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import { makeCheckServer } from './check-server.ts';
import { aPolicy } from './testing/seeding.ts';

const { database } = useRun();
const signal = new AbortController().signal;

/** A server that lists these tools; says how often it was closed. */
function listing(tools: readonly ListedTool[]) {
  const seen = { closed: 0 };
  const servers: ToolServers = {
    names: ['shop'],
    list: async () => ({
      ...{ name: 'shop\ud800', version: '1'.repeat(9_000), protocolVersion: '2025-11-25' },
      ...{ notes: [], tools },
    }),
    open: () => Promise.reject(new Error('no tool is called')),
    close: async () => {
      seen.closed += 1;
    },
  };
  return { seen, servers };
}
const find = aTool('shop', 'find_order', 'Finds an order.', { number: { type: 'string' } });
const { annotations: _, ...write } = aTool('shop', 'make_order', 'Makes an order.', {});

test('a check keeps what a run would make of each tool, and closes the server', async () => {
  const db = database();
  const { seen, servers } = listing([find, write]);
  const check = makeCheckServer({
    db,
    openServer: async () => ({ servers, policy: aPolicy('shop') }),
  });
  await db.serverChecks.begin('shop', 'first');
  await db.serverChecks.begin('shop', 'second');
  // Another was asked for since.
  await check({ server: 'shop', id: 'first' }, signal);
  expect(await db.serverChecks.find('shop')).toMatchObject({ id: 'second', status: 'pending' });
  await check({ server: 'shop', id: 'second' }, signal);
  const done = await db.serverChecks.find('shop');
  expect(done).toMatchObject({ status: 'passed', reason: null });
  const { says, tools } = serverReport.parse(done?.report);
  expect(tools.map(({ name, qualification }) => [name, qualification.kept])).toEqual([
    ['find_order', true],
    ['make_order', false],
  ]);
  for (const { qualification, outlook } of tools) {
    expect(qualification.reasons.length).toBeGreaterThan(0);
    expect(outlook.reasons.length).toBeGreaterThan(0);
  }
  // What a server says of itself has an end, and is text.
  expect(says.version.length).toBeLessThan(5_000);
  expect(says.name.isWellFormed()).toBe(true);
  await check({ server: 'shop', id: 'second' }, signal);
  expect(seen.closed).toBe(1);
});

test('a server that its operator excludes a misspelt tool of is refused with the reason', async () => {
  const db = database();
  const { seen, servers } = listing([find]);
  const policy = { ...aPolicy('shop'), exclude: ['find_ordr'] };
  await db.serverChecks.begin('shop', 'refused');
  await makeCheckServer({ db, openServer: async () => ({ servers, policy }) })(
    { server: 'shop', id: 'refused' },
    signal,
  );
  expect(await db.serverChecks.find('shop')).toMatchObject({
    ...{ status: 'failed', reason: expect.stringContaining('find_ordr'), report: null },
  });
  expect(seen.closed).toBe(1);
});

test('a check that failed is made again if its job is', async () => {
  const db = database();
  const { servers } = listing([find]);
  const check = makeCheckServer({
    db,
    openServer: async () => ({ servers, policy: aPolicy('shop') }),
  });
  await db.serverChecks.begin('shop', 'again');
  await db.serverChecks.failed('shop', 'again', 'it was away');
  await check({ server: 'shop', id: 'again' }, signal);
  expect(await db.serverChecks.find('shop')).toMatchObject({ status: 'passed', reason: null });
});

test('what nobody could read any more is not kept', async () => {
  const db = database();
  const large = { ...find, inputSchema: { type: 'object', description: 'x'.repeat(5 << 20) } };
  const { servers } = listing([large]);
  await db.serverChecks.begin('shop', 'large');
  const check = makeCheckServer({
    db,
    openServer: async () => ({ servers, policy: aPolicy('shop') }),
  });
  await check({ server: 'shop', id: 'large' }, signal);
  expect(await db.serverChecks.find('shop')).toMatchObject({
    ...{ status: 'failed', reason: expect.stringContaining('4 MB at most'), report: null },
  });
});
