import { FailureError } from '@firefly/contracts/failure';
import type { ListedTool } from '@firefly/domain/catalog/tool';
import type { ServerListing } from '@firefly/domain/ports';
import type { ServersFile } from '@firefly/mcp/config/servers-file';
import { expect, test } from 'vitest';
import { checkServers as check } from './check.ts';

const checkServers = (
  file: ServersFile,
  servers: Parameters<typeof check>[1],
  onWaiting: Parameters<typeof check>[2] = () => {},
) => check(file, servers, onWaiting, new AbortController().signal);

const tool = (name: string, description = 'Does it.'): ListedTool => ({
  name,
  description,
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint: true },
});
const listingOf = (...tools: ListedTool[]): ServerListing => ({
  ...{ name: 'it', version: '1', protocolVersion: '2025-06-18', notes: [], tools },
});

/** A file over servers of which each answers as it is told, the n-th time with the n-th. */
function world(answers: Record<string, (ServerListing | Error)[]>) {
  const names = Object.keys(answers);
  const file: ServersFile = {
    path: '/data/mcp.json',
    configDir: '/data',
    content: { mcpServers: Object.fromEntries(names.map((name) => [name, { command: name }])) },
    servers: names.map((name) => ({
      ...{ type: 'stdio', name, command: name, args: [], env: {}, cwd: '/' },
      ...{ workspace: null, secrets: [], options: {} },
    })),
  };
  const list = async (server: string): Promise<ServerListing> => {
    const answer = answers[server]?.shift();
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  };
  return { file, list };
}
const failure = new FailureError({ kind: 'transient', message: 'it does not want to' });

test('servers are reported in the order of the file, whatever ends first', async () => {
  const gates = ['a', 'b', 'c'].map((name) => ({ name, gate: Promise.withResolvers<void>() }));
  const { file } = world({ a: [], b: [], c: [] });
  const waited: string[][] = [];
  const heard = Promise.withResolvers<void>();
  const reports = checkServers(
    file,
    {
      async list(server) {
        await gates.find(({ name }) => name === server)?.gate.promise;
        return listingOf(tool(server));
      },
    },
    (names) => {
      waited.push([...names]);
      if (names.length === 2) heard.resolve();
    },
  );
  gates[2]?.gate.resolve();
  await heard.promise;
  for (const { gate } of gates) gate.resolve();
  expect((await reports).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(waited.slice(0, 2)).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b'],
  ]);
  expect(waited.at(-1)).toEqual([]);
});

test('not all servers start at a time', async () => {
  const names = Array.from({ length: 9 }, (_, n) => `s${n}`);
  const { file } = world(Object.fromEntries(names.map((name) => [name, []])));
  let [now, most] = [0, 0];
  const list = async (): Promise<ServerListing> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise(setImmediate);
    now -= 1;
    return listingOf();
  };
  expect(await checkServers(file, { list }, () => {})).toHaveLength(9);
  expect(most).toBe(4);
});

test('a server that fails says why, and costs the others nothing', async () => {
  const fine = listingOf(tool('x'));
  const { file, list } = world({ bad: [failure], good: [fine, fine] });
  const [bad, good] = await checkServers(file, { list });
  expect(bad).toMatchObject({
    usable: false,
    reason: 'it does not want to',
    says: null,
    tools: [],
  });
  expect(good).toMatchObject({
    usable: true,
    reason: null,
    notes: [],
    tools: [{ state: 'called' }],
  });
});

test('a list that cannot be hashed, and so not kept, makes its server unusable', async () => {
  const { file, list } = world({ odd: [listingOf(tool('x', 'lone \ud800'))] });
  expect(await checkServers(file, { list }, () => {})).toMatchObject([{ usable: false }]);
});

test('a list that changes, or comes only once, is noted', async () => {
  const first = listingOf(tool('stays'), tool('goes'), tool('turns'));
  const names = Array.from({ length: 7 }, (_, n) => tool(`n${n}`));
  const { file, list } = world({
    fickle: [first, listingOf(tool('stays'), tool('turns', 'Does more.'), ...names)],
    once: [first, failure],
  });
  const [fickle, once] = await checkServers(file, { list });
  expect(fickle?.tools.map(({ name }) => name)).toEqual(['stays', 'goes', 'turns']);
  expect(fickle?.notes).toEqual([
    'its list of tools changed when asked again ("n0", "n1", "n2", "n3", "n4", 2 more came; "goes" went; "turns" changed); a run uses the first it gets',
  ]);
  expect(once).toMatchObject({
    usable: true,
    notes: ['asked again, it failed: it does not want to'],
  });
});

test('a server that takes a request only now and then is asked once', async () => {
  const { file, list } = world({ slow: [listingOf(tool('x')), failure] });
  const slow = file.servers.map((entry) => ({
    ...entry,
    options: { rateLimit: { perSecond: 0.1 } },
  }));
  const reports = await checkServers({ ...file, servers: slow }, { list });
  expect(reports).toMatchObject([{ usable: true, notes: [] }]);
});
