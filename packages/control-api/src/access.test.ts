import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { scopes } from '@firefly/contracts/control-api';
import { expect, test } from 'vitest';
import { useApi } from './testing/api.ts';

const api = useApi();

const LIST = { method: 'GET', url: '/v1/runs' } as const;
const CANCEL = { method: 'POST', url: '/v1/runs/none/cancel' } as const;
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
/** Of somebody else, by their address. */
const STRANGER = { remoteAddress: '192.0.2.7' };

test('without any key whoever is on this machine may do everything', async () => {
  expect((await api.app().inject(LIST)).statusCode).toBe(200);
  for (const host of ['127.0.0.1:8780', 'localhost', '[::1]:8780'])
    expect((await api.app().inject({ ...CANCEL, headers: { host } })).statusCode).toBe(404);
});

test.each([
  ['another machine', STRANGER],
  ['another machine that says it is this one', { ...STRANGER, headers: { host: 'localhost' } }],
  ['a name that leads here', { headers: { host: 'evil.example:8780' } }],
  ['a page from elsewhere', { headers: { host: 'localhost', origin: 'http://evil.example' } }],
  ['a page of another port', { headers: { host: 'localhost:1', origin: 'http://localhost:2' } }],
  ['a page without an origin', { headers: { host: 'localhost', origin: 'null' } }],
  ...[
    ...['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-server', 'forwarded', 'via'],
    ...['x-real-ip', 'x-client-ip', 'true-client-ip', 'client-ip', 'cf-ray', 'x-original-host'],
  ].map((name): [string, object] => [
    `a proxy that sends ${name}`,
    { headers: { host: 'localhost', [name]: '1' } },
  ]),
])('without any key, %s is refused', async (_, request) => {
  const { statusCode, headers, body } = await api.app().inject({ ...LIST, ...request });
  expect(statusCode).toBe(403);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ title: 'Not allowed', status: 403 });
});

test('without any key, what speaks HTTP/1.0 as a plain proxy does is refused; HTTP/1.1 is not', async () => {
  await api.app().listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app().server.address() as AddressInfo;
  const statusOf = async (version: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /v1/runs HTTP/${version}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    return (await text(socket)).split(' ')[1] ?? '';
  };
  expect(await statusOf('1.0')).toBe('403');
  expect(await statusOf('1.1')).toBe('200');
});

test('once there is a key, loopback needs one too, until the last is revoked', async () => {
  const { id } = await api.key('read');
  const refused = await api.app().inject(LIST);
  expect(refused.statusCode).toBe(401);
  expect(refused.headers['www-authenticate']).toBe('Bearer realm="firefly"');
  expect(refused.json()).toMatchObject({ status: 401, title: 'Not signed in' });
  await api.db().apiKeys.revoke(id);
  expect((await api.app().inject(LIST)).statusCode).toBe(200);
  expect((await api.app().inject({ ...LIST, ...STRANGER })).statusCode).toBe(403);
});

test('a key lets in from anywhere, to what its scope includes', async () => {
  const found: Record<string, number[]> = {};
  for (const scope of scopes) {
    const headers = bearer((await api.key(scope)).key);
    const asked = [LIST, CANCEL, { method: 'GET', url: '/admin/queues' } as const];
    found[scope] = [];
    for (const request of asked) {
      const { statusCode } = await api.app().inject({ ...request, ...STRANGER, headers });
      found[scope].push(statusCode);
    }
  }
  expect(found).toEqual({ read: [200, 403, 403], run: [200, 404, 403], admin: [200, 404, 200] });
});

test('a key that is unknown, revoked or none at all is told nothing more than that', async () => {
  const { id, key } = await api.key('admin');
  const other = (await api.key('admin')).key;
  const [, , secret] = other.split('_');
  const revoked = await api.key('admin');
  await api.db().apiKeys.revoke(revoked.id);
  const wrong = [
    ...[
      revoked.key,
      `ff_${id}_${secret}`,
      key.slice(0, -1),
      `${key}x`,
      key.toUpperCase(),
      'ff_',
      '',
    ],
    ...[`ff_${'0'.repeat(12)}_${secret}`, `${key} ${key}`, '\u00e9'],
  ];
  const answers = new Set<string>();
  for (const text of wrong) {
    const answer = await api.app().inject({ ...LIST, headers: bearer(text) });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    answers.add(answer.json().detail);
  }
  // What is no single word behind "Bearer" is told how a key is sent; of keys no more is told.
  expect([...answers].sort()).toEqual([
    'Send the key as "Authorization: Bearer ff_…".',
    'This key is not known, or was revoked.',
  ]);
  for (const authorization of [key, `Basic ${key}`, 'Bearer'])
    expect((await api.app().inject({ ...LIST, headers: { authorization } })).statusCode).toBe(401);
});

test('a key that is sent is looked at where none is needed, too', async () => {
  const { statusCode } = await api.app().inject({ ...LIST, headers: bearer('ff_nonsense') });
  expect(statusCode).toBe(401);
});

test('health, the document and its page are open to everybody; so is what is not there', async () => {
  await api.key('read');
  const open = ['/healthz', '/readyz', '/openapi.json', '/docs/'];
  const { statusCode, headers } = await api.app().inject('/');
  expect([statusCode, headers.location]).toEqual([302, '/docs/']);
  for (const url of open)
    expect((await api.app().inject({ url, ...STRANGER })).statusCode, url).toBe(200);
  expect((await api.app().inject({ url: '/nowhere', ...STRANGER })).statusCode).toBe(404);
});
