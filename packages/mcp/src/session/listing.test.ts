import { qualify } from '@firefly/domain/catalog/qualify';
import { fingerprint } from '@firefly/domain/identity';
import { afterEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

let harness: Harness;
afterEach(() => harness.dispose());

async function list(kind: string, name = 'odd') {
  const entry = { program: 'oddLists', env: { LIST: kind, A_KEY: 'x'.repeat(20) } } as const;
  harness = await startHarness({ [name]: entry }, { maxResponseBytes: 4_000_000 });
  return harness.servers.list(name);
}

test('a sloppy list is taken for what it says', async () => {
  const listing = await list('sloppy');
  expect(listing).toMatchObject({ name: 'odd-lists', protocolVersion: '2025-06-18' });
  expect(listing.tools).toEqual([
    { name: 'bare', description: '', inputSchema: { type: 'object' } },
    {
      name: 'odd',
      description: '',
      inputSchema: { type: 'object' },
      annotations: { title: 'Odd' },
    },
    { name: 'a.dotted/name', description: '', inputSchema: { type: 'object' } },
  ]);
});

test.each([
  ['endless', 'it went on listing after 100 pages'],
  ['huge', 'it gave a page of more than 1048576 bytes'],
  ['refused', 'it answered {"code":-32603,"message":"no list today"}'],
  ['broken', 'it gave a page that breaks the protocol at tools.1.name: Invalid input'],
])('a list that is %s is refused in one sentence', async (kind, why) => {
  await expect(list(kind)).rejects.toThrow(`server "odd" did not list its tools: ${why}`);
});

test('a name that is listed twice is the first tool of that name, and is noted', async () => {
  const { tools, notes } = await list('twice');
  expect(tools.map((tool) => tool.name)).toEqual(['same', 'other']);
  expect(notes).toEqual(['it lists "same" more than once, of which the first counts']);
});

test('a tool whose schemas nest without end is listed with schemas that are refused', async () => {
  const { tools } = await list('deep');
  expect(tools.map((tool) => tool.name)).toEqual(['deep', 'fine']);
  const policy = { server: 'odd', trust: 'names', workspace: false } as const;
  const [deep, fine] = tools.map((tool) =>
    qualify(
      { ...tool, server: 'odd', fingerprint: fingerprint(tool) },
      { ...policy, include: ['deep', 'fine'], exclude: [], seedValues: {} },
    ),
  );
  expect(deep?.reasons).toEqual([
    'its input schema is not usable: it is nested more than 200 levels deep; mend it in the server',
  ]);
  expect(fine?.kept).toBe(true);
  const session = await harness.servers.open('odd');
  expect(await session.call('deep', {})).toMatchObject({
    kind: 'lost',
    text: '"the reply is nested too deep"',
  });
  expect((await harness.servers.list('odd')).tools).toEqual(tools);
});

test('what a server calls itself is kept without secrets, and short', async () => {
  const listing = await list('boastful');
  expect(listing.name).toBe('[redacted:A_KEY] odd');
  expect(listing.version).toHaveLength(200);
});

test('a refusal is told without secrets of any server of the file, and short', async () => {
  const entry = { program: 'oddLists', env: { LIST: 'spilling', SPILL: 'their secret!' } } as const;
  const other = { program: 'tidy', env: { DB_PASS: 'their secret!' } } as const;
  harness = await startHarness({ odd: entry, other });
  const error = await harness.servers.list('odd').catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('[redacted:DB_PASS]');
  expect(String(error)).not.toContain('their secret!');
  expect(String(error).length).toBeLessThan(2_200);
});
