import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerListing } from '@firefly/domain/ports';
import { SERVER_LIMITS } from '@firefly/host/limits';
import type { Edit } from '@firefly/mcp/config/edits';
import { loadServers } from '@firefly/mcp/config/load';
import { makeLoneLimiter } from '@firefly/mcp/limits/lone-limiter';
import { makeToolServers } from '@firefly/mcp/servers';
import { pasted } from '@firefly/mcp/testing/paste';
import { type FixtureServer, fixtureServers } from '@firefly/testing/servers/paths';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printable } from '../printable.ts';
import { reportText } from './report-text.ts';
import { reportOf, type ServerReport } from './server-report.ts';
import { type PrintedEdits, readReport } from './testing/read-report.ts';

const PICKY = {
  trust: 'annotations',
  include: ['sink'],
  exclude: ['list_boats', 'get_boat', 'find_boat', 'launch', 'moor', 'query_log'],
  seedValues: { 'get_depth.metres': ['deep'], page: ['short'], colour: ['green'] },
};
const SLIPS = {
  exclude: ['list_boat', 'list_boat', 'vanish'],
  include: ['find_boats', 'sail_away'],
  seedValues: { 'get_boat.baot': ['Tern'], bxxxx: [1], berth: [2] },
};
const servers: Record<string, { fixture: FixtureServer; env?: object; firefly?: object }> = {
  motley: { fixture: 'motley' },
  picky: { fixture: 'motley', firefly: PICKY },
  housed: { fixture: 'motley', firefly: { workspace: 'folder', include: ['moor', 'rename'] } },
  trusting: { fixture: 'motley', firefly: { trust: 'names', exclude: [] } },
  slips: { fixture: 'motley', firefly: SLIPS },
  atlas: { fixture: 'atlas' },
  tidy: { fixture: 'tidy', firefly: {} },
  stateful: { fixture: 'stateful', firefly: { workspace: 'folder', seedValues: {} } },
  awkward: { fixture: 'awkward' },
  noisy: { fixture: 'noisy' },
  fickle: { fixture: 'fickle' },
  prose: { fixture: 'prose', firefly: { trust: 'names' } },
  dies: { fixture: 'dies', firefly: { include: [] } },
  sloppy: { fixture: 'oddLists', env: { LIST: 'sloppy' } },
};

let folder: string;
let text: string;
let listings: ReadonlyMap<string, ServerListing>;
let reports: readonly ServerReport[];
let printed: readonly PrintedEdits[];

/** What a run would make of a servers file with this text, by the lists the servers gave. */
async function reportsOf(content: string): Promise<ServerReport[]> {
  const path = join(folder, 'mcp.json');
  await writeFile(path, content);
  const file = await loadServers(path, {});
  return file.servers.flatMap((entry) => {
    const listing = listings.get(entry.name);
    return listing === undefined ? [] : [reportOf(file, entry, listing)];
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-promises-'));
  await mkdir(join(folder, 'folder'));
  await mkdir(join(folder, 'copies'));
  await writeFile(join(folder, 'folder', 'counter.txt'), '1');
  const mcpServers = Object.fromEntries(
    Object.entries(servers).map(([name, { fixture, ...more }]) => [
      name,
      { command: process.execPath, args: [fixtureServers[fixture]], ...more },
    ]),
  );
  text = JSON.stringify({ mcpServers }, null, 2);
  await writeFile(join(folder, 'mcp.json'), text);
  const environment = { PATH: process.env.PATH, HOME: folder };
  const file = await loadServers(join(folder, 'mcp.json'), environment);
  const tempDir = join(folder, 'copies');
  const real = makeToolServers(file, {
    ...{ tempDir, environment, limiter: makeLoneLimiter() },
    ...SERVER_LIMITS,
  });
  const all = await Promise.all(
    real.names.map(async (name) => [name, await real.list(name)] as const),
  ).finally(() => real.close());
  listings = new Map(all);
  reports = await reportsOf(text);
  printed = readReport(reportText(reports, { width: 80, paint: (_, words) => words }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const find = (all: readonly ServerReport[], server: string): ServerReport => {
  const report = all.find(({ name }) => name === server);
  if (report === undefined) throw new Error(`no report of ${server}`);
  return report;
};

/** An edit as a screen may show it: JSON text stays the JSON of the same value. */
const shown = ({ patch: _, ...edit }: Edit) => ({ ...edit, line: printable(edit.line) });
const applied = (edits: PrintedEdits['edits']): Promise<ServerReport[]> =>
  reportsOf(edits.reduce(pasted, text));

test('every change is printed, and reads as it is told', () => {
  for (const report of reports) {
    const own = printed.filter(({ server }) => server === report.name);
    const told = own.filter(({ tool }) => tool !== null).flatMap(({ edits }) => edits);
    const meant = report.tools.flatMap(({ changes }) => changes[0]?.edits ?? []);
    const plain = meant.map(shown);
    expect(told.length, report.name).toBe(meant.length);
    expect(told).toEqual(expect.arrayContaining(plain));
  }
});

test('each printed line changes its tool as it promises, and nothing breaks', async () => {
  let tried = 0;
  const reached = new Set<string>();
  for (const { server, tool, heading, edits } of printed) {
    if (tool === null) continue;
    const before = find(reports, server);
    const held = before.tools.find(
      ({ changes: [change] }) => printable(change?.edits[0]?.line ?? '') === edits[0]?.line,
    );
    const change = held?.changes[0];
    const after = find(await applied(edits), server);
    const state = after.tools.find(({ name }) => name === held?.name)?.state;
    const promised = heading.includes('To leave it out')
      ? 'not called'
      : heading.includes('(and it is called once')
        ? 'waiting'
        : 'called';
    const what = `${server} ${tool}: ${heading} ${edits.map(({ line }) => line)}`;
    expect({ state, becomes: change?.becomes, usable: after.usable }, what).toEqual({
      state: promised,
      becomes: promised,
      usable: true,
    });
    expect(state, what).not.toBe(held?.state);
    tried += 1;
    reached.add(`${held?.state} -> ${state}`);
  }
  expect(tried).toBeGreaterThan(60);
  expect([...reached].sort()).toEqual([
    'called -> not called',
    'not called -> called',
    'not called -> waiting',
    'waiting -> called',
  ]);
});

test('a line for several tools does to each what its own would', async () => {
  const joint = reports.flatMap(({ name, together }) =>
    together.map((one) => ({ server: name, ...one })),
  );
  expect(joint.length).toBeGreaterThan(3);
  for (const { server, when, tools, edits } of joint) {
    const plain = edits.map(shown);
    expect(printed.filter((one) => one.server === server).map((one) => one.edits)).toContainEqual(
      plain,
    );
    const after = find(await applied(plain), server);
    for (const name of tools) {
      const own = find(reports, server).tools.find((tool) => tool.name === name);
      const promised = own?.changes.find((change) => change.when === when)?.becomes;
      expect(promised).toBeDefined();
      expect(after.tools.find((tool) => tool.name === name)?.state, `${name} ${when}`).toBe(
        promised,
      );
    }
  }
});

test('what is misspelt is corrected by the lines that are printed for it', async () => {
  const slips = find(reports, 'slips');
  expect(slips).toMatchObject({ usable: false, reason: expect.stringContaining('vanish') });
  expect(new Set(slips.tools.map(({ state }) => state))).toEqual(new Set(['not called']));
  const edits = printed.filter(({ server }) => server === 'slips').flatMap((one) => one.edits);
  const after = find(await applied(edits), 'slips');
  expect(after).toMatchObject({ usable: true, notes: [], corrections: [] });
  const { firefly } = JSON.parse(await readFile(join(folder, 'mcp.json'), 'utf8')).mcpServers.slips;
  expect(firefly).toEqual({
    exclude: ['list_boats', 'list_boats'],
    include: ['find_boat'],
    seedValues: { 'get_boat.boat': ['Tern'] },
  });
});

test('a tool without a line is one that no setting helps, and it says so', () => {
  const without = reports
    .filter(({ usable }) => usable)
    .flatMap(({ tools }) => tools.filter(({ changes }) => changes.length === 0));
  expect(new Set(without.map(({ name }) => name))).toContain('query_log');
  for (const { name, state, reasons } of without) {
    expect(state, name).toBe('not called');
    expect(reasons[0], name).toMatch(/; .*(no setting of mcp\.json changes that|in the server)/);
  }
});
