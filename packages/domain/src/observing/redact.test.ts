import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { makeRedactor } from './redact.ts';

const awkward = fc.string({ unit: fc.constantFrom(...'ab"\\/\n\té{}[],:😀 '.split('')) });
/** A secret that cannot come about by accident, with characters that JSON escapes. */
const secretValue = awkward.map((middle) => `K3y${middle}!Qz#9`);
const json = fc.jsonValue() as fc.Arbitrary<Json>;

test('a secret never survives, however deep the JSON around it was escaped', () => {
  fc.assert(
    fc.property(secretValue, json, fc.integer({ min: 0, max: 4 }), (value, around, depth) => {
      let text = JSON.stringify({ around, [value]: [`before ${value} after`, value] });
      for (let i = 0; i < depth; i++) text = JSON.stringify({ content: [{ type: 'text', text }] });
      const out = makeRedactor({ secrets: [{ name: 'API_KEY', value }] }).outward(text);
      let inner = out.text;
      for (let i = 0; i < depth; i++) inner = JSON.parse(inner).content[0].text;
      const found = JSON.parse(inner);
      expect(found['[redacted:API_KEY]']).toEqual([
        'before [redacted:API_KEY] after',
        '[redacted:API_KEY]',
      ]);
      expect(found.around).toEqual(JSON.parse(JSON.stringify(around)));
      expect(out).toMatchObject({ quarantined: true, hits: { API_KEY: 3 } });
    }),
  );
});

test('a text without hits comes back byte for byte', () => {
  const redactor = makeRedactor({
    secrets: [{ name: 'T', value: 'correct horse battery' }],
    workspace: { real: ['/tmp/copy-1'] },
  });
  fc.assert(
    fc.property(
      fc.oneof(
        json.map((value) => JSON.stringify(value, null, 1)),
        awkward,
      ),
      (text) => {
        expect(redactor.outward(text)).toEqual({ text, hits: {}, quarantined: false });
      },
    ),
  );
});

test('a secret that begins inside an escape does not tear it apart', () => {
  const redactor = makeRedactor({ secrets: [{ name: 'S', value: 'nsecretvalue' }] });
  const text = JSON.stringify({ a: '\nsecretvalue', b: JSON.stringify({ c: '\nsecretvalue' }) });
  expect(redactor.outward(text)).toEqual({ text, hits: {}, quarantined: false });
});

test('a secret inside a number leaves valid JSON', () => {
  const redactor = makeRedactor({ secrets: [{ name: 'PIN_KEY', value: '1234567890' }] });
  const out = redactor.outward('{"pin":1234567890,"n":-12.5e3}');
  expect(JSON.parse(out.text)).toEqual({ pin: '[redacted:PIN_KEY]', n: -12500 });
});

test('escaped forms are found in prose that quotes JSON', () => {
  const redactor = makeRedactor({ secrets: [{ name: 'S', value: 'pä"ss/w\\örd' }] });
  for (const text of ['saw {"p":"p\\u00e4\\"ss\\/w\\\\\\u00F6rd"} there', 'saw pä"ss/w\\örd there'])
    expect(redactor.outward(text).hits).toEqual({ S: 1 });
});

test('the longer of two secrets goes whole', () => {
  const secrets = ['abcdefgh', 'abcdefgh-ijkl'].map((value, i) => ({ name: `S${i}`, value }));
  expect(makeRedactor({ secrets }).outward('x abcdefgh-ijkl abcdefgh').text).toBe(
    'x [redacted:S1] [redacted:S0]',
  );
});

test('the working copy is /workspace outside and its real path inside', () => {
  const redactor = makeRedactor({
    secrets: [],
    workspace: { real: ['/private/tmp/c 1', '/tmp/c 1'] },
  });
  const out = redactor.outward(
    JSON.stringify({ a: '/tmp/c 1/x', b: 'file:///private/tmp/c%201/y', c: '/tmp/c 12' }),
  );
  expect(JSON.parse(out.text)).toEqual({
    a: '/workspace/x',
    b: 'file:///workspace/y',
    c: '/tmp/c 12',
  });
  expect(out).toMatchObject({ hits: { workspace: 2 }, quarantined: false });
  expect(
    redactor.inward({ '/workspace': ['/workspace/x', 'src/workspace/y', '/workspaces', 3, null] }),
  ).toEqual({
    '/private/tmp/c 1': ['/private/tmp/c 1/x', 'src/workspace/y', '/workspaces', 3, null],
  });
  expect(redactor.inward('see file:///workspace/y')).toBe('see file:///private/tmp/c%201/y');
});

test('paths go out and come back', () => {
  const redactor = makeRedactor({ secrets: [], workspace: { real: ['/tmp/firefly-Ab12'] } });
  const file = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,3})?$/);
  const path = fc
    .array(file, { maxLength: 4 })
    .map((names) => ['/tmp/firefly-Ab12', ...names].join('/'));
  fc.assert(
    fc.property(fc.array(path), (paths) => {
      const out: Json = JSON.parse(redactor.outward(JSON.stringify(paths)).text);
      expect(JSON.stringify(out)).not.toContain('firefly-Ab12');
      expect(redactor.inward(out)).toEqual(paths);
    }),
  );
});

const made = (parts: readonly string[]): string => parts.join('');
test.each([
  ['github-token', made(['gh', 'p_', 'a1B2'.repeat(9)])],
  ['github-token', made(['github', '_pat_', 'a1B2'.repeat(9)])],
  ['api-key', made(['sk-', 'ant-api03-', 'a1B2c3'.repeat(6)])],
  ['api-key', made(['sk-', 'a1B2c3'.repeat(6)])],
  ['slack-token', made(['xo', 'xb-', '123456789012-abcdef'])],
  ['aws-key', made(['AK', 'IA', 'Q3RT'.repeat(4)])],
  ['gitlab-token', made(['gl', 'pat-', 'a1B2-'.repeat(5)])],
  ['npm-token', made(['np', 'm_', 'a1B2'.repeat(9)])],
  [
    'private-key',
    made(['-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE+/=\n-----END RSA ', 'PRIVATE KEY-----']),
  ],
])('a %s is known by its form', (name, token) => {
  const redactor = makeRedactor({ secrets: [] });
  for (const text of [`see\n${token}\n`, JSON.stringify({ t: JSON.stringify([`\n${token}`]) })]) {
    const out = redactor.outward(text);
    expect(out).toMatchObject({ quarantined: true, hits: { [name]: 1 } });
    expect(out.text).not.toContain(token.slice(12, 30));
  }
});

test('hashes and words are no secrets', () => {
  const text = `${'0123456789abcdef'.repeat(4)} task-manager sk-slovakia-2024-election npm_config_registry`;
  expect(makeRedactor({ secrets: [{ name: 'S', value: 'short' }] }).outward(text).hits).toEqual({});
});
