import { expect, test } from 'vitest';
import { isReadingName, permissionOf } from './permission.ts';
import { qualify } from './qualify.ts';
import type { ServerPolicy, Tool } from './tool.ts';

const tool: Tool = {
  server: 'shop',
  name: 'list_orders',
  description: 'Lists the orders of a customer.',
  inputSchema: { type: 'object', properties: { customer: { type: 'string' } } },
  fingerprint: 'f',
};
const reading: Tool = { ...tool, annotations: { readOnlyHint: true } };
const writing: Tool = { ...tool, annotations: { readOnlyHint: false } };
const policy: ServerPolicy = {
  server: 'shop',
  trust: 'annotations',
  workspace: false,
  include: [],
  exclude: [],
  seedValues: {},
};
const included = { ...policy, include: [tool.name] };
const workspace = { ...policy, workspace: true };
const takes = (name: string, description = ''): Tool => ({
  ...reading,
  inputSchema: {
    type: 'object',
    properties: { [name]: { type: 'string', description } },
    required: [name],
  },
});

test('a tool annotated read-only is kept, with the reason that permits it', () => {
  expect(qualify(reading, policy)).toEqual({
    server: 'shop',
    tool: 'list_orders',
    fingerprint: 'f',
    kept: true,
    readOnly: true,
    reasons: ['its server says that it only reads'],
  });
});

test('one that nothing permits is dropped, and the reason says what to write', () => {
  const { kept, reasons } = qualify(tool, policy);
  expect(kept).toBe(false);
  expect(reasons[0]).toBe(
    'only its name says that it reads; if it only reads, add "include": ["list_orders"], or "trust": "names" for all such names, to the "firefly" key of server "shop" in mcp.json',
  );
  expect(qualify(writing, policy).reasons[0]).not.toContain('"trust"');
  const named = { ...tool, name: 'send_order' };
  expect(qualify(named, policy).reasons[0]).toMatch(/^nothing says that it only reads/);
});

test('include and trust permit and are taken as read-only; exclude wins over all', () => {
  for (const by of [included, { ...policy, trust: 'names' as const }])
    expect(qualify(tool, by)).toMatchObject({ kept: true, readOnly: true });
  expect(qualify(writing, included)).toMatchObject({ kept: true, readOnly: true });
  expect(qualify(writing, { ...policy, trust: 'names' }).kept).toBe(false);
  const excluded = qualify(reading, { ...included, workspace: true, exclude: [tool.name] });
  expect(excluded).toMatchObject({ kept: false, readOnly: false });
  expect(excluded.reasons).toEqual([
    'mcp.json excludes it; to use it, take "list_orders" out of "exclude" of server "shop"',
  ]);
});

test('in a workspace a tool that writes may be called, but the rules engine only reads', () => {
  for (const by of [workspace, { ...included, workspace: true }]) {
    const { kept, readOnly, reasons } = qualify(writing, by);
    expect([kept, readOnly]).toEqual([false, false]);
    expect(reasons[0]).toMatch(
      /^its server says that it changes things; in a "workspace" no setting .* mend its annotations/,
    );
  }
  expect(permissionOf(writing, workspace).callable).toBe(true);
  expect(qualify(reading, workspace).kept).toBe(true);
  expect(qualify(tool, { ...included, workspace: true })).toMatchObject({ kept: true });
});

test.each([
  ['list_orders', true],
  ['getUserByID', true],
  ['shop_read', true],
  ['ns.describe', true],
  ['lookup-city', true],
  ['orders_list', false],
  ['get_or_create_user', false],
  ['search_and_replace', false],
  ['listen', false],
  ['delete_order', false],
  ['', false],
])('the name %s promises to read: %s', (name, expected) => {
  expect(isReadingName({ name, server: 'shop' })).toBe(expected);
});

test.each([
  takes('sql'),
  takes('query', 'SELECT query to run'),
  takes('expression'),
  takes('code', 'The JavaScript to run'),
  { ...reading, inputSchema: { type: 'object', properties: { sql: { type: 'string' } } } },
])('free-form code is not used: %#', (candidate) => {
  expect(qualify(candidate, policy)).toMatchObject({ kept: false });
  expect(qualify(candidate, policy).reasons[0]).toMatch(/^not used: free-form/);
});

test.each([
  takes('query', 'Words to look for, like "select a plan"'),
  takes('code', 'Two-letter country code'),
  takes('customer'),
  {
    ...reading,
    inputSchema: {
      type: 'object',
      properties: { id: { type: 'string' }, sql: { type: 'string' } },
      required: ['id'],
    },
  },
])('words, codes and optional code are used: %#', (candidate) => {
  expect(qualify(candidate, policy).kept).toBe(true);
});

test.each([
  [{ description: ' ' }, 'no description'],
  [{ description: 'Reads it. DEPRECATED: Use read_text instead.' }, 'deprecated'],
  [{ description: 'Returns all environment variables, for debugging' }, 'environment'],
  [{ name: 'get-env' }, 'environment'],
  [{ inputSchema: { type: 'string' } }, 'does not describe an object'],
  [{ inputSchema: { type: 'object', properties: { a: { type: 'nope' } } } }, 'not usable'],
  [{ inputSchema: { type: 'object', description: 'x'.repeat(70_000) } }, 'more than 65536'],
])('what hinders is named: %j', (change, reason) => {
  const { kept, reasons } = qualify({ ...reading, ...change }, policy);
  expect(kept).toBe(false);
  expect(reasons.join(' ')).toContain(reason);
});

test.each(['Shows deprecated endpoints.', 'Deprecated.', 'Reads PORT, an environment variable.'])(
  'what only mentions such a thing is kept: %s',
  (description) => {
    expect(qualify({ ...reading, description }, policy).kept).toBe(true);
  },
);

test('every reason against a tool is given, those that no permission cures first', () => {
  const { reasons } = qualify({ ...takes('sql'), annotations: {}, description: '' }, policy);
  expect(reasons).toEqual([
    expect.stringMatching(/^it has no description/),
    expect.stringMatching(/^not used: free-form/),
    'only its name says that it reads',
  ]);
});
