import type { InjectOptions } from 'fastify';
import { expect, test } from 'vitest';
import { hashOf } from '../api-key.ts';
import { useApi } from '../testing/api.ts';

const api = useApi();

const BOARD = '/admin/queues';
const PAUSE = { method: 'PUT', url: `${BOARD}/api/queues/board.explore/pause` } as const;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const HERE = { host: 'firefly.example', origin: 'https://firefly.example' };
const NAVIGATES = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };

const ask = (request: InjectOptions) => api.app().inject(request);
const send = (key: string, headers: Record<string, string> = HERE) =>
  ask({
    ...{ method: 'POST', url: '/admin/sign-in', headers: { ...FORM, ...headers } },
    payload: new URLSearchParams({ key }).toString(),
  });
const statusOf = async (request: InjectOptions) => (await ask(request)).statusCode;

/** Signs in; gives the cookie as a browser sends it back. */
async function signIn(key: string): Promise<{ cookie: string; token: string }> {
  const [cookie = ''] = String((await send(key)).headers['set-cookie']).split(';');
  return { cookie, token: cookie.split('=')[1] ?? '' };
}

test('a browser is led to the sign-in page; others get a problem', async () => {
  await api.key('admin');
  for (const headers of [NAVIGATES, { accept: 'text/html,*/*' }]) {
    const { statusCode, headers: answered } = await ask({ url: BOARD, headers });
    expect([statusCode, answered.location]).toEqual([303, '/admin/sign-in']);
  }
  for (const request of [
    { url: BOARD },
    { url: `${BOARD}/api/queues`, headers: { 'sec-fetch-mode': 'cors', accept: 'text/html' } },
    { ...PAUSE, headers: NAVIGATES },
  ]) {
    const { statusCode, headers, body } = await ask(request);
    expect([statusCode, headers['content-type']]).toEqual([401, 'application/problem+json']);
    expect(JSON.parse(body)).toMatchObject({ status: 401, request_id: expect.any(String) });
  }
});

test('without any key there is nothing to sign in with', async () => {
  const { statusCode, headers } = await ask({ url: '/admin/sign-in' });
  expect([statusCode, headers.location]).toEqual([303, BOARD]);
  expect(await statusOf({ url: BOARD })).toBe(200);
});

test('an admin key signs a browser in; the cookie opens the board and nothing else', async () => {
  const { key, id } = await api.key('admin');
  const page = await ask({ url: '/admin/sign-in' });
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-/,
  );
  expect(page.body).not.toContain('<script');
  const { statusCode, headers } = await send(` ${key} `);
  expect([statusCode, headers.location]).toEqual([303, BOARD]);
  expect(headers['set-cookie']).toMatch(
    /^firefly_admin=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict; Max-Age=43200$/,
  );
  const { cookie, token } = await signIn(key);
  expect((await api.db().apiKeys.signedIn(hashOf(token)))?.id).toBe(id);
  expect(await statusOf({ url: BOARD, headers: { cookie: `a=b; ${cookie}; c=d` } })).toBe(200);
  expect(await statusOf({ url: BOARD, headers: { cookie: `x${cookie}` } })).toBe(401);
  expect(await statusOf({ url: '/v1/runs', headers: { cookie } })).toBe(401);
});

test('over https the cookie stays on https', async () => {
  const { key } = await api.key('admin');
  const { headers } = await send(key, { ...HERE, 'x-forwarded-proto': 'https, http' });
  expect(headers['set-cookie']).toMatch(/; Secure$/);
});

test('a key that is unknown, or may less, signs nobody in', async () => {
  const less = (await api.key('run')).key;
  for (const [key, status] of [
    ['ff_nonsense', 401],
    ['', 401],
    [less, 403],
  ] as const) {
    const { statusCode, headers, body } = await send(key);
    expect([statusCode, headers['set-cookie']]).toEqual([status, undefined]);
    expect(body).toContain('role="alert"');
    if (key !== '') expect(body).not.toContain(key);
  }
  expect(
    await statusOf({ method: 'POST', url: '/admin/sign-in', headers: { ...FORM, ...HERE } }),
  ).toBe(400);
});

test.each([
  ['nothing', {}],
  ['another origin', { origin: 'https://evil.example' }],
  ['no origin', { origin: 'null' }],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://firefly.example' }],
  ['another host of the site', { 'sec-fetch-site': 'same-site' }],
  ['a bookmark', { 'sec-fetch-site': 'none' }],
])('what changes something is refused with %s as its source', async (_, source) => {
  const { key } = await api.key('admin');
  const { cookie } = await signIn(key);
  const headers = { host: 'firefly.example', cookie, ...source };
  expect(await statusOf({ ...PAUSE, headers })).toBe(403);
  expect(await statusOf({ method: 'POST', url: '/admin/sign-out', headers })).toBe(403);
  const { statusCode, headers: answered } = await send(key, headers);
  expect([statusCode, answered['set-cookie']]).toEqual([403, undefined]);
  expect(await statusOf({ url: BOARD, headers })).toBe(200);
});

test('the page of the board may change things, and so may whoever sends a key', async () => {
  const { key } = await api.key('admin');
  const { cookie } = await signIn(key);
  const resume = { method: 'PUT', url: `${BOARD}/api/queues/board.explore/resume` } as const;
  for (const headers of [
    { cookie, ...HERE },
    { cookie, 'sec-fetch-site': 'same-origin' },
    { authorization: `Bearer ${key}` },
  ])
    for (const request of [PAUSE, resume])
      expect(await statusOf({ ...request, headers })).toBe(200);
});

test('signed out, expired or revoked: the cookie opens nothing any more', async () => {
  const { key, id } = await api.key('admin');
  const open = (cookie: string) => statusOf({ url: BOARD, headers: { cookie } });
  const out = await signIn(key);
  const left = await ask({
    ...{ method: 'POST', url: '/admin/sign-out' },
    headers: { cookie: out.cookie, ...HERE },
  });
  expect([left.statusCode, left.headers.location]).toEqual([303, '/admin/sign-in']);
  expect(left.headers['set-cookie']).toMatch(/^firefly_admin=; .*Max-Age=0/);
  expect(await open(out.cookie)).toBe(401);

  const old = 'o'.repeat(43);
  await api.db().apiKeys.signIn(hashOf(old), id, new Date(Date.now() - 1));
  expect(await open(`firefly_admin=${old}`)).toBe(401);

  const { cookie } = await signIn(key);
  expect(await open(cookie)).toBe(200);
  await api.db().apiKeys.revoke(id);
  await api.key('admin');
  expect(await open(cookie)).toBe(401);
});
