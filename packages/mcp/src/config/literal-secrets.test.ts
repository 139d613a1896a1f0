import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryFaults } from './entry-faults.ts';
import { type EntryConfig, literalSecrets, shownEntry } from './literal-secrets.ts';

const SECRET = 's3cr3t-of-ours';
const V = `\${MCP_TOKEN}`;
const http = (more: object = {}): EntryConfig => ({ url: 'https://a.example/mcp', ...more });
const program = (more: object = {}): EntryConfig => ({ command: 'server', ...more });

test.each<[string, EntryConfig]>([
  ['a header', http({ headers: { 'X-Api-Key': SECRET } })],
  ['a header with a scheme', http({ headers: { Authorization: `Bearer ${SECRET}` } })],
  ['a cookie', http({ headers: { Cookie: `session=${SECRET}` } })],
  ['a literal beside a variable', http({ headers: { Authorization: `${V}${SECRET}` } })],
  ['a parameter of the address', http({ url: `https://a.example/mcp?x=1&api_key=${SECRET}#f` })],
  ['a known form in the address', http({ url: `https://a.example/ghp_${'a1'.repeat(18)}` })],
  ['an environment variable', program({ env: { GITHUB_TOKEN: SECRET } })],
  ['an argument', program({ args: ['--port', '80', `--access-token=${SECRET}`] })],
  ['the argument behind a flag', program({ args: ['--password', SECRET] })],
  ['a password of an argument', program({ args: [`postgres://u:${SECRET}@h/db`] })],
  ['a password with marks', program({ args: [`--db=redis://:a@b?#${SECRET}@h`] })],
  [
    'a token as a name',
    program({ args: [`git+https://${SECRET}@github.com/a/b`, `https://${V}@h`] }),
  ],
  ['a password of a variable', program({ env: { DATABASE_URL: `postgres://u:${SECRET}@h` } })],
  ['a password of a header', http({ headers: { 'X-From': `amqp://u:${SECRET}@h` } })],
  ['a word of one piece', program({ env: { PGPASS: SECRET } })],
  ['a password of a command', program({ command: `https://a:${SECRET}@h` })],
  [
    'a password of a known value',
    http({ firefly: { seedValues: { u: [`ftp://a:${SECRET}@h`] } } }),
  ],
  ['a variable of a container', program({ args: ['run', '-e', `API_KEY=${SECRET}`, 'image'] })],
  ['the same in one', program({ args: [`--env=API_KEY=${SECRET}`] })],
  ['a header of an argument', program({ args: ['--header', `Authorization: Bearer ${SECRET}`] })],
  ['the same without a space', program({ args: ['-H', `Authorization:Bearer ${SECRET}`] })],
  ['a header of any name', program({ args: ['-H', `app-auth:${SECRET}`] })],
  ['the same in one flag', program({ args: [`--header=X-Api-Key: ${SECRET}`] })],
  ['a header in two arguments', program({ args: ['-H', 'Authorization:Bearer', SECRET] })],
  ['a word of a command line', program({ args: ['-c', `A=1 PGPASS=${SECRET} server --quiet`] })],
  ['a flag of a command line', program({ args: ['-c', `server --token ${SECRET}`] })],
  ['a member of an argument', program({ args: [`{"url":"x","apiKey":"${SECRET}"}`] })],
  ['a parameter of an argument', program({ args: [`https://a.example/?x=1&token=${SECRET}`] })],
  ['what stands in for a variable', http({ headers: { 'X-Key': `\${MCP_A:-${SECRET}}` } })],
])('%s that is a secret is found, refused, and never shown', (_, entry) => {
  expect(literalSecrets(entry)).toHaveLength(1);
  expect(entryFaults(entry).map(({ detail }) => detail)).toContainEqual(
    expect.stringContaining('secrets are not kept here'),
  );
  const shown = JSON.stringify(shownEntry(entry));
  expect(shown).not.toContain(SECRET);
  expect(shown).not.toContain('ghp_');
  expect(shown).toContain('(not shown)');
});

test.each<[string, EntryConfig]>([
  ['variables', http({ headers: { Authorization: `Bearer ${V}`, 'X-Api-Key': V } })],
  ['a variable in the address', http({ url: `https://a.example/mcp?api_key=${V}` })],
  ['a password that is a variable', program({ args: [`postgres://u:${V}@h`, `-eAPI_KEY=${V}`] })],
  ['a header with a variable', program({ args: ['--header', `Authorization: Bearer ${V}`] })],
  [
    'plain settings',
    program({
      args: ['--port', '80', 'http://auth.example:80/@a', 'auth:latest', 'git@a:b', 'LOG=1'],
    }),
  ],
  ['the name of a user of a machine', program({ args: ['ssh://git@a.example/b'] })],
  ['a flag that takes nothing', program({ args: ['--token', '--verbose'] })],
  ['a flag with a variable', program({ args: ['--token', V, `--key=${V}`] })],
  ['a workspace', program({ args: [`\${workspace}`], firefly: { workspace: '/data' } })],
])('%s are no secrets, and stay as they are', (_, entry) => {
  expect(entryFaults(entry)).toEqual([]);
  expect(shownEntry(entry)).toEqual(entry);
});

test('of headers and variables only what refers to variables is shown', () => {
  const env = { LOG: 'debug', PLAIN: V, BOTH: `a${V}`, OTHER: '' };
  expect(entryFaults(program({ env }))).toEqual([]);
  expect(shownEntry(program({ env }))).toEqual(
    program({ env: { LOG: '(not shown)', PLAIN: V, BOTH: '(not shown)', OTHER: '' } }),
  );
  expect(
    shownEntry(http({ headers: { Accept: 'text/plain', Authorization: `Bearer ${V}` } })),
  ).toEqual(http({ headers: { Accept: '(not shown)', Authorization: `Bearer ${V}` } }));
});

test('a password in the address of a server is told once', () => {
  const entry = http({ url: `https://a:${SECRET}@a.example/mcp` });
  expect(entryFaults(entry)).toEqual([
    { pointer: '/url', detail: expect.stringContaining('send "headers"') },
  ]);
  expect(shownEntry(entry)).toEqual(http({ url: 'https://(not shown)@a.example/mcp' }));
});

test('what is shown has nothing more to hide, and is refused wherever something was hidden', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(SECRET, V, ''),
  );
  const name = fc.constantFrom('TOKEN', 'API_KEY', 'LOG', 'PATH_TO', 'password', 'author');
  const args = fc.array(
    fc.oneof(
      word,
      name.map((n) => `--${n}`),
      fc.tuple(name, word).map(([n, w]) => `--${n}=${w}`),
    ),
  );
  const entries = fc.record({ command: fc.constant('x'), args, env: fc.dictionary(name, word) });
  fc.assert(
    fc.property(entries, (entry) => {
      const secrets = literalSecrets(entry);
      const pointers = entryFaults(entry).map(({ pointer }) => pointer);
      for (const { path } of secrets) expect(pointers).toContain(`/${path.join('/')}`);
      const shown = shownEntry(entry);
      if (secrets.length === 0)
        expect({ ...shown, env: 'env' in entry ? entry.env : {} }).toEqual(entry);
      expect(shownEntry(shown)).toEqual(shown);
    }),
  );
});
