import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { qualify } from '@firefly/domain/catalog/qualify';
import { isObject, type Json } from '@firefly/domain/json';
import { observe } from '@firefly/domain/observing/observe';
import type { ToolServers } from '@firefly/domain/ports';
import { loadServers } from '@firefly/mcp/config/load';
import { policyOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import { install } from '@firefly/mcp/install/install';
import { makeToolServers } from '@firefly/mcp/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasGit } from './commits.ts';
import { type Row, seedsOf, tables, values } from './papers.ts';
import { buildRepository } from './repository.ts';

let file: ServersFile;
let servers: ToolServers;
let tempDir: string;

beforeAll(async () => {
  await install(import.meta.dirname);
  await buildRepository(import.meta.dirname);
  tempDir = await mkdtemp(join(tmpdir(), 'firefly-example-'));
  file = await loadServers(join(import.meta.dirname, 'mcp.json'), process.env);
  const limits = { callTimeoutMs: 30_000, startTimeoutMs: 60_000, maxResponseBytes: 4_000_000 };
  // No server of the example has a rate limit.
  const unlimited = () => Promise.reject(new Error('asked'));
  const limiter = { acquire: unlimited, slowDown: unlimited };
  servers = makeToolServers(file, { tempDir, environment: process.env, limiter, ...limits });
}, 300_000);
afterAll(async () => {
  await servers?.close();
  await rm(tempDir, { recursive: true, force: true });
});

/** The tools of each server that runs may call: those that read, and none that needs the network. */
const reading: Readonly<Record<string, string>> = {
  files: `directory_tree get_file_info list_allowed_directories list_directory
    list_directory_with_sizes read_media_file read_multiple_files read_text_file search_files`,
  notes: 'open_nodes read_graph search_nodes',
  places: `get_cities get_countries_by_region get_country get_currencies get_regions get_states
    get_stats get_timezones search_cities search_countries search_states`,
  git: 'git_diff git_log git_show git_status',
  geometry: `area_tool bbox_tool bearing_tool buffer_tool centroid_tool convex_tool destination_tool
    difference_tool distance_tool intersect_tool length_tool midpoint_tool
    nearest_point_on_line_tool nearest_point_tool points_within_polygon_tool simplify_tool union_tool`,
  calculator: 'add div mod mul sqrt sub',
};

test.each(Object.keys(reading))(
  '%s starts, and only its reading tools are kept',
  async (server) => {
    expect(servers.names).toEqual(Object.keys(reading));
    const entry = file.servers.find(({ name }) => name === server);
    if (entry === undefined) throw new Error(`mcp.json does not name ${server}`);
    const { tools } = await servers.list(server);
    const kept = tools
      .map((tool) => ({ ...tool, server, fingerprint: '' }))
      .filter((tool) => qualify(tool, policyOf(entry)).kept);
    expect(kept.map(({ name }) => name).toSorted()).toEqual(reading[server]?.split(/\s+/));
    const names = new Set(tools.map(({ name }) => name));
    const { exclude = [], include = [] } = entry.options;
    expect([...exclude, ...include].filter((name) => !names.has(name))).toEqual([]);
  },
);

async function ask(server: string, tool: string, args: Record<string, Json>): Promise<Json> {
  const session = await servers.open(server);
  try {
    return observe(JSON.parse((await session.call(tool, args)).text));
  } finally {
    await session.close();
  }
}

const rowsAt = (found: Json, key: string): Row[] =>
  isObject(found) && Array.isArray(found[key]) ? (found[key] as unknown as Row[]) : [];

test('every city is found once in its country, with its place on the globe', async () => {
  const towns = tables.flatMap(({ rows }) => rows).filter(({ city }) => city !== undefined);
  expect(towns.length).toBeGreaterThan(10);
  for (const { city = '', country = '' } of towns) {
    const found = rowsAt(await ask('places', 'search_cities', { query: city }), 'cities');
    const same = found.filter(({ name, countryName }) => name === city && countryName === country);
    expect({ city, country, found: same.length }).toEqual({ city, country, found: 1 });
    // A long list is cut where a model sees it.
    expect(found.length).toBeLessThan(10);
    for (const axis of ['latitude', 'longitude']) expect(Number(same[0]?.[axis])).not.toBeNaN();
  }
});

test('countries are spelled as the places server spells them', async () => {
  const used = tables.flatMap(({ rows }) => values(rows, 'country'));
  const asked = seedsOf('places', 'search_countries.query');
  for (const name of new Set([...used, ...asked])) {
    if (name === undefined) continue;
    const found = await ask('places', 'search_countries', { query: name });
    const same = (found as unknown as Row[]).filter((row) => row.name === name);
    expect({ name, found: same.length }).toEqual({ name, found: 1 });
  }
});

test.skipIf(!hasGit)(
  'the git server reads the repository, and says so in paths that last',
  async () => {
    const [path = ''] = seedsOf('git', 'path');
    const [author = ''] = seedsOf('git', 'git_log.author');
    const commits = rowsAt(await ask('git', 'git_log', { path, author }), 'commits');
    expect(commits.length).toBeGreaterThanOrEqual(3);
    expect(new Set(values(commits, 'author'))).toEqual(new Set([author]));
    const [source = '', target = ''] = seedsOf('git', 'git_diff.target');
    const diff = await ask('git', 'git_diff', { path, source, target });
    expect(diff).toMatchObject({ filesChanged: 5, insertions: 24, deletions: 5 });
    const nowhere = await ask('git', 'git_log', { path: '/workspace/nowhere' });
    expect(nowhere).toContain('/workspace/nowhere');
  },
);

test('the geometry server measures offline, the calculator tells its result in prose', async () => {
  const from = { longitude: 6.1549, latitude: 62.4723 };
  const to = { longitude: -8.2948, latitude: 51.8505 };
  const measured = await ask('geometry', 'distance_tool', { from, to });
  expect(measured).toMatchObject({ distance: 1460.633, units: 'kilometers' });
  expect(await ask('calculator', 'mul', { a: 1.85, b: 200 })).toBe(
    'The product of 1.85 and 200 is 370',
  );
});
