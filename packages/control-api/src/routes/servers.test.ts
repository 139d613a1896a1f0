import { expect, test } from 'vitest';
import { aServiceRun, aServiceSpec, useServiceApi } from '../testing/service-api.ts';

const api = useServiceApi();
const stdio = useServiceApi({ allowStdio: true });
const http = (url = 'https://data.example/mcp', more: object = {}) => ({ url, ...more });

interface Problem {
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

test('servers of the file are listed and shown without what is secret in them', async () => {
  const { ask } = api();
  const { json } = await ask('GET', '/v1/servers');
  expect((json as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['geo', 'maps']),
  );
  const geo = await ask('GET', '/v1/servers/geo');
  expect(geo.json).toMatchObject({
    ...{ name: 'geo', source: 'file', transport: 'stdio', address: 'geo-server --quiet' },
    entry: { command: 'geo-server', args: ['--quiet'], env: { GEO_API_KEY: '(not shown)' } },
    ...{ policy: { trust: 'annotations' }, check: null, problem: null },
  });
  expect(JSON.stringify(geo.json)).not.toContain('literal-secret');
  expect((await ask('GET', '/v1/servers/none')).status).toBe(404);
  expect((await ask('GET', '/v1/servers/a%00b')).status).toBe(400);
});

test('a server is added, shown with its variables unexpanded, used by a run, and removed after it', async () => {
  const { db, ask, app } = api();
  const headers = { Authorization: `Bearer \${MCP_TOKEN}` };
  const body = { name: 'added', entry: http(undefined, { headers }) };
  const made = await ask('POST', '/v1/servers', body);
  expect(made).toMatchObject({ status: 201, json: { entry: { headers }, source: 'added' } });
  expect(JSON.stringify(made.json)).not.toContain('expanded-secret-value');
  expect((await ask('POST', '/v1/servers', body)).status).toBe(409);
  expect((await ask('POST', '/v1/servers', { ...body, name: 'geo' })).status).toBe(409);
  await aServiceRun(db, 'user', aServiceSpec({ servers: { names: ['added'], hash: 'h' } }));
  await db.serviceRuns.move('user', ['running'], 'paused');
  const refused = await ask('DELETE', '/v1/servers/added');
  expect(refused.status).toBe(409);
  expect((refused.json as Problem).detail).toContain('/v1/runs/user/cancel');
  await db.serviceRuns.move('user', ['paused'], 'cancelled');
  const gone = { method: 'DELETE', url: '/v1/servers/added' } as const;
  expect((await app.inject({ ...gone, headers: { host: 'localhost' } })).statusCode).toBe(204);
  expect((await ask('DELETE', '/v1/servers/added')).status).toBe(404);
  expect((await ask('DELETE', '/v1/servers/geo')).status).toBe(409);
});

test.each([
  [
    'a literal header',
    http(undefined, { headers: { 'X-Api-Key': 'abc' } }),
    '/headers/X-Api-Key',
    'MCP_X_API_KEY',
  ],
  [
    'a scheme and a literal',
    http(undefined, { headers: { Authorization: 'Bearer abc' } }),
    '/headers/Authorization',
    'MCP_AUTHORIZATION',
  ],
  [
    'a known form',
    http(undefined, { headers: { Accept: `ghp_${'a1'.repeat(18)}` } }),
    '/headers/Accept',
    'secrets are not kept',
  ],
  [
    'a header of two lines',
    http(undefined, { headers: { Accept: 'a\r\nHost: b' } }),
    '/headers/Accept',
    'no header can carry',
  ],
  ['a secret parameter', http('https://a.example/mcp?token=abc'), '/url', 'MCP_TOKEN'],
  ['another variable', http(`https://a.example/\${HOME}`), '/url', 'begin with MCP_'],
  ['the folder of a file', http(`https://a.example/\${configDir}`), '/url', 'no folder'],
  ['another protocol', http('file:///etc/passwd'), '/url', 'https://'],
  ['a password', http('https://a:b@a.example/'), '/url', 'headers'],
  [
    'a copied folder',
    http(undefined, { firefly: { workspace: '/data' } }),
    '/firefly/workspace',
    'runs elsewhere',
  ],
  ['half a character', http('https://a.example/\ud800'), '', 'half a character'],
])(
  'an entry with %s is refused, with its place and what to write',
  async (_, entry, place, told) => {
    const { status, json } = await api().ask('POST', '/v1/servers', { name: 'refused', entry });
    expect(status).toBe(422);
    const { detail, errors } = json as Problem;
    expect(errors[0]?.pointer).toBe(`#/entry${place}`);
    expect(detail).toContain(told);
  },
);

test('an entry of the wrong form is told by the form that is meant', async () => {
  const { ask } = api();
  const faultsOf = async (entry: unknown) => {
    const { status, json } = await ask('POST', '/v1/servers', { name: 'odd', entry });
    expect(status).toBe(400);
    return (json as Problem).errors;
  };
  expect(await faultsOf(http(undefined, { header: {} }))).toEqual([
    { pointer: '#/entry', detail: expect.stringContaining('"header"') },
  ]);
  expect(await faultsOf({ command: 'x', args: [1] })).toEqual([
    { pointer: '#/entry/args/0', detail: expect.stringContaining('string') },
  ]);
  expect(await faultsOf(7)).toEqual([expect.objectContaining({ pointer: '#/entry' })]);
  const { json } = await ask('POST', '/v1/servers', {});
  expect((json as Problem).errors.map(({ pointer }) => pointer)).toContain('#/name');
});

test('a program is added only where the operator allows that, and from no folder of ours', async () => {
  const entry = { command: 'npx', args: ['--yes', 'some-server'], env: { LOG: 'debug' } };
  const refused = await api().ask('POST', '/v1/servers', { name: 'program', entry });
  expect(refused).toMatchObject({ status: 403 });
  expect((refused.json as Problem).detail).toContain('FIREFLY_ALLOW_STDIO=1');
  const { ask } = stdio();
  expect((await ask('POST', '/v1/servers', { name: 'program', entry })).status).toBe(201);
  const faultsOf = async (more: object) => {
    const odd = { name: 'odd', entry: { ...entry, ...more } };
    const { status, json } = await ask('POST', '/v1/servers', odd);
    return [status, ...(json as Problem).errors.map(({ pointer }) => pointer)];
  };
  expect(await faultsOf({ command: 'bin/server' })).toEqual([422, '#/entry/command']);
  expect(await faultsOf({ args: ['./server.js'] })).toEqual([422, '#/entry/args/0']);
  expect(await faultsOf({ cwd: 'data' })).toEqual([422, '#/entry/cwd']);
  expect(await faultsOf({ args: ['--token', 'abc'] })).toEqual([422, '#/entry/args/1']);
  expect(await faultsOf({ args: ['--api-key=abc'] })).toEqual([422, '#/entry/args/0']);
  expect(await faultsOf({ env: { API_TOKEN: 'abc' } })).toEqual([422, '#/entry/env/API_TOKEN']);
  const url = 'postgres://u:abc@h/db';
  expect(await faultsOf({ env: { DATABASE_URL: url } })).toEqual([422, '#/entry/env/DATABASE_URL']);
  expect(await faultsOf({ args: ['-e', 'API_KEY=abc'] })).toEqual([422, '#/entry/args/1']);
  expect(await faultsOf({ firefly: { workspace: 'data' } })).toEqual([
    422,
    '#/entry/firefly/workspace',
  ]);
});

test('one server that cannot be used is shown with the reason, and costs the others nothing', async () => {
  const { db, ask } = stdio();
  const entry = http(undefined, { headers: { Authorization: `Bearer \${MCP_NOT_SET}` } });
  expect((await ask('POST', '/v1/servers', { name: 'unset', entry })).status).toBe(201);
  await db.serverEntries.add({ name: 'broken', entry: { nonsense: true }, addedBy: null });
  const { status, json } = await ask('GET', '/v1/servers');
  expect(status).toBe(200);
  const { items } = json as { items: { name: string; problem: string | null }[] };
  const problemOf = (name: string) => items.find((item) => item.name === name)?.problem;
  expect(problemOf('unset')).toContain('MCP_NOT_SET is not set');
  expect(problemOf('broken')).toContain('cannot be read any more');
  expect(problemOf('geo')).toBeNull();
  const wanted = { servers: ['geo', 'broken'] };
  const run = await ask('POST', '/v1/runs', wanted);
  expect(run).toMatchObject({ status: 422, json: { errors: [{ pointer: '#/servers/1' }] } });
  // A worker may have the variable: a run is taken, and would fail with the reason where it has not.
  expect((await ask('POST', '/v1/runs', { servers: ['unset'] })).status).toBe(202);
  expect((await ask('DELETE', '/v1/servers/broken')).status).toBe(204);
});
