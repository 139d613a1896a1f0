import { serveHttp } from '@firefly/testing/servers/serve-http';
import { afterEach, expect, test } from 'vitest';
import {
  endless,
  endlessEvents,
  says,
  startTroubled,
  type Trouble,
  type Troubled,
  thrownBy,
} from '../testing/troubles.ts';

let troubled: Troubled;
afterEach(() => troubled.dispose());

const HTML = { 'content-type': 'text/html' };

test.each<[string, Trouble, object, string]>([
  [
    '401',
    says(401, 'secret words'),
    { kind: 'permanent' },
    'it answered 401 Unauthorized: it wants other credentials in "headers"',
  ],
  ['403', says(403), { kind: 'permanent' }, 'it answered 403 Forbidden: the credentials'],
  [
    '404',
    says(404, '<html>', HTML),
    { kind: 'permanent' },
    'it answered 404 Not Found: is its "url" that of an MCP endpoint?',
  ],
  [
    '429',
    says(429, '', { 'retry-after': '60' }),
    { kind: 'transient', retryAfterMs: 60_000 },
    'it answered 429 Too Many Requests: it wants to be asked again later in 60 s',
  ],
  ['502', says(502, '<html>', HTML), { kind: 'transient' }, 'it answered 502 Bad Gateway'],
  [
    '503',
    says(503, '', { 'retry-after': '7200' }),
    { kind: 'transient', retryAfterMs: 7_200_000 },
    'it answered 503 Service Unavailable: it wants to be asked again later in 7200 s',
  ],
  [
    'a page',
    says(200, '<html>', HTML),
    { kind: 'permanent' },
    'it answered with text/html instead of JSON',
  ],
  [
    'an error of its own',
    says(400, '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"no!"}}'),
    { kind: 'permanent' },
    'it answered 400 Bad Request: no!',
  ],
  [
    'no JSON',
    says(200, '{', { 'content-type': 'application/json' }),
    { kind: 'transient' },
    'it answered with what is no JSON',
  ],
  [
    'other JSON',
    says(200, '[1]', { 'content-type': 'application/json' }),
    { kind: 'transient' },
    'it answered with what is no message of MCP',
  ],
  [
    'no event',
    says(200, '', { 'content-type': 'text/event-stream' }),
    { kind: 'transient' },
    'it ended its answer without a reply in it',
  ],
  [
    'a body without end',
    endless('application/json', ' '.repeat(10_000)),
    { kind: 'transient' },
    'it wrote more than can be read as one reply',
  ],
  [
    'events without end',
    endlessEvents,
    { kind: 'transient' },
    'it wrote more than can be read as one reply',
  ],
  [
    'a broken connection',
    (response) => response.destroy(),
    { kind: 'transient' },
    'it broke the connection',
  ],
])('%s at the start is told in one sentence', async (_, trouble, failure, words) => {
  troubled = await startTroubled('initialize', trouble);
  const { servers, far } = troubled;
  const found = await thrownBy(servers.open('far'));
  expect(found).toMatchObject(failure);
  const { origin } = new URL(far.url);
  expect(found?.message).toContain(`server "far" at ${origin} cannot be used: ${words}`);
  expect(found?.message).not.toMatch(/in-the-query|12345678|secret words|\n/);
});

test('a server that is not there is told from one that nobody finds', async () => {
  troubled = await startTroubled('', says(200));
  const { servers, far } = troubled;
  await far.close();
  const found = await thrownBy(servers.open('far'));
  expect(found).toMatchObject({ kind: 'transient' });
  expect(found?.message).toContain('cannot be used: it refuses the connection: does it run?');
});

test.each(['initialize', 'notifications/initialized'])(
  'one that never answers %s is given up',
  async (method) => {
    troubled = await startTroubled(method, () => {}, { startTimeoutMs: 500 });
    const found = await thrownBy(troubled.servers.open('far'));
    expect(found?.message).toMatch(/"far" at \S+ cannot be used: it did not answer within 500 ms$/);
  },
);

test('a redirect to another origin is not followed, so that no header goes there', async () => {
  const elsewhere = await serveHttp({ name: 'elsewhere', tools: [] });
  try {
    troubled = await startTroubled('initialize', says(307, '', { location: elsewhere.url }));
    const found = await thrownBy(troubled.servers.open('far'));
    expect(found).toMatchObject({ kind: 'permanent' });
    expect(found?.message).toContain(`it sends us on to ${new URL(elsewhere.url).origin}, where`);
    expect(elsewhere.seen).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test('a redirect within the origin is followed', async () => {
  troubled = await startTroubled('initialize', says(308, '', { location: '/mcp' }), { times: 1 });
  const session = await troubled.servers.open('far');
  expect((await session.call('get_name', {})).kind).toBe('result');
});

test('"later" is waited for where that is soon', async () => {
  troubled = await startTroubled('initialize', says(429, '', { 'retry-after': '0' }), { times: 2 });
  expect((await troubled.servers.list('far')).tools).toHaveLength(1);
});

test('a list that is refused is told with the place', async () => {
  troubled = await startTroubled('tools/list', says(503, '', { 'retry-after': '600' }));
  const { servers, far } = troubled;
  const { origin } = new URL(far.url);
  expect(await thrownBy(servers.list('far'))).toEqual({
    kind: 'transient',
    retryAfterMs: 600_000,
    message: `server "far" at ${origin} did not list its tools: it answered 503 Service Unavailable: it wants to be asked again later in 600 s`,
  });
});

test.each(['initialize', 'notifications/initialized'])(
  'closing ends a start that gets no answer to %s, and waits for no time-out',
  async (method) => {
    const asked = Promise.withResolvers<void>();
    troubled = await startTroubled(method, () => asked.resolve(), { startTimeoutMs: 120_000 });
    const listing = thrownBy(troubled.servers.list('far'));
    await asked.promise;
    await troubled.servers.close();
    const failure = await listing;
    expect(failure).toMatchObject({ kind: 'cancelled' });
    expect(failure?.message).toContain('cannot be used: it was stopped while it started');
  },
);

test('what goes wrong on the newer way is told, not the refusal of the older one', async () => {
  const later = says(429, '', { 'retry-after': '60' });
  troubled = await startTroubled('server/discover', later, { modernOnly: true });
  expect(await thrownBy(troubled.servers.open('far'))).toMatchObject({ retryAfterMs: 60_000 });
});
