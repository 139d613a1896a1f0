import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serversHash } from '@firefly/control-api/servers-hash';
import type { StoredServer } from '@firefly/db/repositories/server-entries';
import type { Json } from '@firefly/domain/json';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServiceServers, type ServiceServers } from './known-servers.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-known-'));
  file = join(folder, 'mcp.json');
  const own = { command: 'own-server', env: { OWN: `\${OWN_TOKEN}` } };
  await writeFile(file, JSON.stringify({ mcpServers: { own } }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = { OWN_TOKEN: 'own-token-value', MCP_TOKEN: 'mcp-token-value' };
const headers = { Authorization: `Bearer \${MCP_TOKEN}` };
const far: Json = { url: 'https://far.example/mcp', headers };

/** Known servers over these rows. */
const known = (rows: Readonly<Record<string, Json>>, env: Record<string, string> = environment) => {
  const stored = Object.entries(rows).map(
    ([name, entry]): StoredServer => ({ name, entry, addedAt: new Date(0), addedBy: null }),
  );
  const serverEntries = { list: async () => stored } as never;
  return makeServiceServers({ serverEntries }, file, env);
};

test('the file wins over a row of its name; no value of a variable is told', async () => {
  const all = await known({ own: far, far }).list();
  expect(all.map(({ name, source, transport }) => [name, source, transport])).toEqual([
    ['own', 'file', 'stdio'],
    ['far', 'added', 'http'],
  ]);
  expect(JSON.stringify(all)).not.toMatch(/own-token-value|mcp-token-value/);
});

test('an added server sees only variables that begin with MCP_', async () => {
  const { servers } = await known({ far }).open(['far']);
  expect(servers[0]).toMatchObject({ headers: { Authorization: 'Bearer mcp-token-value' } });
  const nosy: Json = { url: `https://far.example/\${OWN_TOKEN}` };
  await expect(known({ nosy }).open(['nosy'])).rejects.toThrow('OWN_TOKEN is not set');
});

test('a run is tied to what is written of its servers, not to who can fill it in', async () => {
  const lacking = { OWN_TOKEN: environment.OWN_TOKEN };
  const hashOf = async (servers: ServiceServers) => serversHash(await servers.list());
  const hash = await hashOf(known({ far }));
  expect(await hashOf(known({ far }, lacking))).toBe(hash);
  expect((await known({ far }).open(['far', 'own'], hash)).servers).toHaveLength(2);
  const slower = { far: { ...(far as object), firefly: { rateLimit: { perSecond: 1 } } } };
  expect(await hashOf(known(slower as never))).toBe(hash);
  const changed = [
    { far: { ...(far as object), url: 'https://other.example/mcp' } },
    { far: { ...(far as object), firefly: { exclude: ['x'] } } },
    { far: { ...(far as object), headers: {} } },
  ];
  for (const rows of changed) {
    const { open } = known(rows as never);
    await expect(open(['far', 'own'], hash)).rejects.toThrow('has changed since this run began');
  }
});

test('while the file cannot be used, work waits for it, and goes on once it can', async () => {
  const whole = await readFile(file, 'utf8');
  const servers = known({ far });
  await writeFile(file, whole.slice(0, 30));
  const away = { name: 'ServersAway', failure: { kind: 'transient', ownLimit: true } };
  await expect(servers.list()).rejects.toMatchObject(away);
  await expect(servers.open(['own'])).rejects.toMatchObject(away);
  await writeFile(file, whole);
  expect((await servers.open(['own'])).servers).toHaveLength(1);
});

test('who opens what cannot be opened hears why, for good', async () => {
  const { open } = known({ far }, { OWN_TOKEN: 'own-token-value' });
  expect((await open(['own'])).servers).toHaveLength(1);
  await expect(open(['own', 'far'])).rejects.toMatchObject({
    failure: { kind: 'permanent', message: expect.stringContaining('MCP_TOKEN is not set') },
  });
  // Its operator may only have forgotten to name the file.
  await expect(open(['gone'])).rejects.toMatchObject({
    failure: { kind: 'transient', ownLimit: true, message: expect.stringContaining('"gone"') },
  });
});
