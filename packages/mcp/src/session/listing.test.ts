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
  ['twice', 'it listed the tool "same" twice'],
  ['endless', 'it went on listing after 100 pages'],
  ['huge', 'it gave a page of more than 1048576 bytes'],
  ['refused', 'it answered {"code":-32603,"message":"no list today"}'],
  ['broken', 'it gave a page that breaks the protocol at tools.1.name: Invalid input'],
])('a list that is %s is refused in one sentence', async (kind, why) => {
  await expect(list(kind)).rejects.toThrow(`server "odd" did not list its tools: ${why}`);
});
