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
])('%s that is a secret is found, refused, and never shown', (_, entry) => {
  expect(literalSecrets(entry)).toHaveLength(1);
  expect(entryFaults(entry).map(({ detail }) => detail)).toEqual([
    expect.stringContaining('secrets are not kept here'),
  ]);
  const shown = JSON.stringify(shownEntry(entry));
  expect(shown).not.toContain(SECRET);
  expect(shown).not.toContain('ghp_');
  expect(shown).toContain('(not shown)');
});

test.each<[string, EntryConfig]>([
  ['variables', http({ headers: { Authorization: `Bearer ${V}`, 'X-Api-Key': V } })],
  ['a variable in the address', http({ url: `https://a.example/mcp?api_key=${V}` })],
  ['plain settings', program({ args: ['--port', '80'], env: { LOG: 'debug', MONKEY: 'yes' } })],
  ['a flag that takes nothing', program({ args: ['--token', '--verbose'] })],
  ['a flag with a variable', program({ args: ['--token', V, `--key=${V}`] })],
  ['a workspace', program({ args: [`\${workspace}`], firefly: { workspace: '/data' } })],
])('%s are no secrets, and stay as they are', (_, entry) => {
  expect(entryFaults(entry)).toEqual([]);
  expect(shownEntry(entry)).toEqual(entry);
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
      if (secrets.length === 0) expect(shownEntry(entry)).toEqual(entry);
    }),
  );
});
