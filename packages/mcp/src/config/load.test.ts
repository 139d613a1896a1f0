import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
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

async function load(content: unknown, environment: Record<string, string> = {}) {
  const file = path.join(dir, 'mcp.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadServers(file, environment);
}
const one = (entry: object) => ({ mcpServers: { geo: { command: 'geo', ...entry } } });

test('a plain entry starts in the folder of the file and trusts annotations only', async () => {
  const file = await load(one({ type: 'stdio', args: ['-x'] }));
  expect(file.servers).toEqual([
    {
      type: 'stdio',
      name: 'geo',
      command: 'geo',
      args: ['-x'],
      env: {},
      cwd: dir,
      workspace: null,
      secrets: [],
      options: {},
    },
  ]);
  expect(file.servers.map(policyOf)).toEqual([
    {
      server: 'geo',
      trust: 'annotations',
      workspace: false,
      include: [],
      exclude: [],
      seedValues: {},
    },
  ]);
});

test('variables are filled in, the working copy waits, secrets are known by origin and name', async () => {
  await mkdir(path.join(dir, 'data'));
  const entry = {
    args: [`\${configDir}/a`, `\${workspace}/b`, `\${HOME}`, `--k=\${MY_TOKEN}`],
    env: {
      URL: `http://\${HOST_NAME}/`,
      APP_KEY: 'literal-key-1',
      GIT_AUTHOR_NAME: 'somebody long',
      AUTH_DIR: `\${workspace}/auth`,
      SHORT_TOKEN: 'short',
    },
    firefly: { workspace: 'data', trust: 'names', seedValues: { 'get.path': ['/workspace/x', 2] } },
  };
  const environment = {
    HOME: '/home/someone',
    HOST_NAME: 'db.example.org',
    MY_TOKEN: 'abcdefghij',
  };
  const file = await load(one(entry), environment);
  const [server] = file.servers;
  expect(server).toMatchObject({
    args: [`${dir}/a`, `\${workspace}/b`, '/home/someone', '--k=abcdefghij'],
    cwd: `\${workspace}`,
    workspace: path.join(dir, 'data'),
  });
  expect(server?.secrets).toEqual([
    { name: 'URL', value: 'http://db.example.org/' },
    { name: 'HOST_NAME', value: 'db.example.org' },
    { name: 'APP_KEY', value: 'literal-key-1' },
    { name: 'MY_TOKEN', value: 'abcdefghij' },
  ]);
  const other = await load(one(entry), { ...environment, MY_TOKEN: 'something else' });
  expect(hashOf(other)).toBe(hashOf(file));
  expect(hashOf(await load(one({})))).not.toBe(hashOf(file));
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{"mcpServers":\n', /mcp\.json: this is not JSON: it ends too early$/],
  [
    'a token without quotes',
    '{"mcpServers": {"geo": {"headers": {"Authorization": Bearer sk-1}}}}',
    /mcp\.json: this is not JSON: see line 1, column 54$/,
  ],
  ['no server', { mcpServers: {} }, /no server is named/],
  ['a list', [], /the top level: expected object/],
  [
    'an unknown key',
    { mcpserver: {} },
    /the top level: unknown key "mcpserver"; did you mean "mcpServers"\? \(and 1 more\)/,
  ],
  [
    'a misspelt command',
    { mcpServers: { a: { comand: 'x' } } },
    /mcpServers\.a: unknown key "comand"; did you mean "command"/,
  ],
  ['a far key', one({ zzzzzz: 1 }), /unknown key "zzzzzz"; known are type, command/],
  ['a misplaced key', one({ workspace: 'x' }), /"workspace"; it belongs in "firefly"/],
  ['a misspelt option', one({ firefly: { exlude: [] } }), /mcpServers\.geo\.firefly: .*"exclude"/],
  [
    'a misspelt limit',
    one({ firefly: { rateLimit: { persecond: 1 } } }),
    /firefly\.rateLimit: .*"perSecond"/,
  ],
  [
    'a key that stands twice',
    '{"mcpServers": {"geo": {"command": "x", "firefly": {"exclude": ["a"], "exclude": ["b"]}}}}',
    /mcpServers\.geo\.firefly: "exclude" stands here twice, .* make one of the two/,
  ],
  ['a bad trust', one({ firefly: { trust: 'all' } }), /firefly\.trust: .*"annotations"\|"names"/],
  [
    'a bad seed',
    one({ firefly: { seedValues: { a: [null] } } }),
    /seedValues\.a\.0: expected a string, a number or a boolean/,
  ],
  ['a bad name', { mcpServers: { 'a b': { command: 'x' } } }, /mcpServers\.a b: a server name has/],
  ['a bad variable name', one({ env: { 'A-B': 'x' } }), /env\.A-B: this is no name for an env/],
  [
    'a variable that is not set',
    one({ args: ['-k', `\${NOT_SET}`] }),
    /mcpServers\.geo\.args\.1: the environment variable NOT_SET is not set/,
  ],
  ['a variable with a default', one({ cwd: `\${A:-b}` }), /geo\.cwd: .*is no variable/],
  [
    'a workspace nobody named',
    one({ args: [`\${workspace}`] }),
    /args\.0: \$\{workspace\} needs a folder to copy/,
  ],
  [
    'a missing folder',
    one({ firefly: { workspace: 'none' } }),
    /firefly\.workspace: there is no folder/,
  ],
])('%s is refused in one line', async (_, content, message) => {
  const error = await load(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toMatch(message);
  expect(String(error)).not.toContain('\n');
  expect(String(error)).toContain('mcp.json');
});

test('a missing file is named', async () => {
  await expect(loadServers(path.join(dir, 'none.json'), {})).rejects.toThrow(
    /none\.json: there is no such file/,
  );
});

test('a workspace that is a link is the folder it leads to', async () => {
  await mkdir(path.join(dir, 'real'));
  await symlink('real', path.join(dir, 'link'));
  const [server] = (await load(one({ firefly: { workspace: 'link' } }))).servers;
  expect(server?.workspace).toBe(path.join(dir, 'real'));
});
