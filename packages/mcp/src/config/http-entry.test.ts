import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { loadServers } from './load.ts';
import { hashOf, policyOf } from './servers-file.ts';

let dir = '';
beforeEach(async () => {
  dir = await realpath(await mkdtemp(path.join(tmpdir(), 'firefly-config-')));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const ENVIRONMENT = {
  FAR_HOST: 'Far.example.org',
  FAR_TOKEN: 'abcdefghij',
  FAR_KEY: 'klmnopqrst',
  TEAM: 'red',
  BROKEN: 'two\nlines',
};
async function load(entry: object, environment: Record<string, string> = ENVIRONMENT) {
  const file = path.join(dir, 'mcp.json');
  await writeFile(file, JSON.stringify({ mcpServers: { far: entry } }));
  return loadServers(file, environment);
}
const URL = 'https://far.example.org/mcp';

test.each([undefined, 'http', 'streamable-http', 'streamableHttp', 'streamable_http'])(
  'type %s',
  async (type) => {
    const file = await load({ type, url: URL, firefly: { include: ['get'] } });
    expect(file.servers).toEqual([
      {
        type: 'http',
        name: 'far',
        url: URL,
        headers: {},
        workspace: null,
        secrets: [],
        options: { include: ['get'] },
      },
    ]);
    expect(file.servers.map(policyOf)).toMatchObject([{ workspace: false, include: ['get'] }]);
  },
);

test('variables are filled in; headers, what came from outside and keys of the query are secrets', async () => {
  const entry = {
    url: `https://\${FAR_HOST}/\${FAR_KEY}/mcp?team=\${TEAM}&api_key=uvwxyz0123&page=long-and-public`,
    headers: {
      Authorization: `Bearer \${FAR_TOKEN}`,
      'X-Folder': `\${configDir}/x`,
      'X-Team': `\${TEAM}`,
    },
  };
  const file = await load(entry);
  const [server] = file.servers;
  expect(server).toMatchObject({
    url: 'https://Far.example.org/klmnopqrst/mcp?team=red&api_key=uvwxyz0123&page=long-and-public',
    headers: { Authorization: 'Bearer abcdefghij', 'X-Folder': `${dir}/x`, 'X-Team': 'red' },
  });
  expect(server?.secrets).toEqual([
    { name: 'Authorization', value: 'Bearer abcdefghij' },
    { name: 'Authorization', value: 'abcdefghij' },
    { name: 'FAR_TOKEN', value: 'abcdefghij' },
    { name: 'X-Folder', value: `${dir}/x` },
    { name: 'FAR_KEY', value: 'klmnopqrst' },
    { name: 'api_key', value: 'uvwxyz0123' },
  ]);
  const other = await load(entry, { ...ENVIRONMENT, FAR_TOKEN: 'something else' });
  expect(hashOf(other)).toBe(hashOf(file));
});

test.each<[string, object, RegExp]>([
  [
    'the old transport',
    { type: 'sse', url: URL },
    /far\.type: "sse" is the old transport .* not supported/,
  ],
  ['another type', { type: 'ws', url: URL }, /far\.type: Invalid option: expected one of "http"/],
  ['stdio with a url', { type: 'stdio', url: URL }, /far\.type: Invalid option/],
  ['no url', { type: 'http' }, /far\.url: expected string, received undefined/],
  [
    'a command too',
    { url: URL, command: 'x' },
    /far: a server over HTTP has no "command"; a server is started/,
  ],
  ['arguments too', { type: 'http', url: URL, args: [] }, /has no "args"/],
  ['an environment too', { url: URL, env: {} }, /has no "env"/],
  ['a folder too', { url: URL, cwd: '.' }, /has no "cwd"/],
  [
    'headers of a program',
    { command: 'x', headers: {} },
    /a server without "url" has no "headers"/,
  ],
  [
    'a workspace',
    { url: URL, firefly: { workspace: '.' } },
    /far\.firefly\.workspace: a server over HTTP runs elsewhere/,
  ],
  [
    'a misspelt key',
    { url: URL, header: {} },
    /far: unknown key "header"; did you mean "headers"\?/,
  ],
  ['a far key', { url: URL, zzzzzz: 1 }, /known are type, url, headers, firefly/],
  ['a misplaced key', { url: URL, trust: 'names' }, /"trust"; it belongs in "firefly"/],
  [
    'a misspelt option',
    { url: URL, firefly: { exlude: [] } },
    /far\.firefly: .*did you mean "exclude"/,
  ],
  [
    'a bad header',
    { url: URL, headers: { 'A B': 'x' } },
    /headers\.A B: this is no name for a header/,
  ],
  [
    'a header of two lines',
    { url: URL, headers: { A: `\${BROKEN}` } },
    /headers\.A: its value holds characters/,
  ],
  ['no address', { url: 'far.example.org' }, /far\.url: this is no address of the form https:/],
  ['another protocol', { url: 'ftp://far.example.org' }, /far\.url: this is no address/],
  [
    'a password in the address',
    { url: 'https://me:hush@far.example.org' },
    /far\.url: .*send them in "headers"/,
  ],
  [
    'a variable that is not set',
    { url: URL, headers: { A: `\${NOT_SET}` } },
    /headers\.A: the environment variable NOT_SET/,
  ],
  [
    'a working copy',
    { url: `${URL}/\${workspace}` },
    /far\.url: \$\{workspace\} means nothing to a server over HTTP/,
  ],
])('%s is refused in one line', async (_, entry, message) => {
  const error = await load(entry).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toMatch(message);
  expect(String(error)).toMatch(/^ConfigError: \S*mcp\.json: mcpServers\.far/);
  expect(String(error)).not.toMatch(/\n|hush|two/);
});
