import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { useApi } from './testing/api.ts';

const api = useApi();
type Line = Readonly<Record<string, unknown>>;
const lines = (): Line[] =>
  api
    .log()
    .trim()
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
const requests = () => lines().filter(({ msg }) => msg === 'request');

test('a request is one line: what, how it ended, who, and the id that was answered', async () => {
  const { id, key } = await api.key('read');
  const answer = await api.app().inject({
    url: '/v1/runs?limit=1',
    headers: { authorization: `Bearer ${key}` },
  });
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
  expect(lines()[0]).toMatchObject({
    ...{ msg: 'request', method: 'GET', path: '/v1/runs', status: 200, caller: id },
    ...{ request_id: answer.headers['x-request-id'], ms: expect.any(Number), level: 'info' },
  });
});

test('so is one that is refused, unknown or unreadable', async () => {
  await api.key('read');
  await api.app().inject('/v1/runs');
  await api.app().inject('/nowhere');
  await api.app().inject('/%c3');
  await api.app().inject({ method: 'POST', url: '/admin/sign-in', payload: '{' });
  await vi.waitFor(() => expect(requests()).toHaveLength(4));
  expect(requests().map(({ status, caller }) => [status, caller])).toEqual([
    [401, null],
    [404, null],
    [400, null],
    [415, null],
  ]);
});

test('one that is broken off is told when its stream ends', async () => {
  const { db } = api;
  await db().runs.create({ id: 'followed', key: 'followed', spec: {} });
  await api.app().listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app().server.address() as AddressInfo;
  const stream = request({ port, host: '127.0.0.1', path: '/v1/runs/followed/events' });
  stream.on('error', () => {});
  stream.on('response', () => stream.destroy());
  stream.end();
  await vi.waitFor(() => expect(requests()).toMatchObject([{ status: 200, broken_off: true }]));
});

test('no key, cookie or query comes into the log', async () => {
  const { key } = await api.key('admin');
  const secret = key.split('_').at(-1) ?? '';
  const token = 't'.repeat(43);
  const headers = { authorization: `Bearer ${key}`, cookie: `firefly_admin=${token}` };
  const urls = [
    `/v1/runs?token=${secret}`,
    `/v1/runs/${key}`,
    `/${key}`,
    `/admin/queues?${secret}`,
  ];
  for (const url of urls) await api.app().inject({ url, headers });
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
  };
  await api
    .app()
    .inject({ method: 'POST', url: '/admin/sign-in', headers: form, payload: `key=${key}` });
  await vi.waitFor(() => expect(requests()).toHaveLength(urls.length + 1));
  expect(requests().at(-1)).toMatchObject({ status: 303 });
  for (const hidden of [secret, token]) expect(api.log()).not.toContain(hidden);
});
