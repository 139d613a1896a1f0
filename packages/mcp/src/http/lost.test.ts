import { isPutOff } from '@firefly/contracts/failure';
import { afterEach, expect, test } from 'vitest';
import { contentOf } from '../testing/harness.ts';
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

const NAME = { name: 'Ansgar Cove' };
const handshakes = () => troubled.far.seen.filter(({ what }) => what === 'POST initialize').length;

const halfABody: Trouble = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"jsonrpc":', () => response.destroy());
};

test.each<[string, Trouble, string]>([
  [
    'a stream without a reply',
    says(200, ': ping\n\n', { 'content-type': 'text/event-stream' }),
    'ended its answer without a reply in it',
  ],
  ['a broken connection', (response) => response.destroy(), 'broke the connection'],
  ['half a body', halfABody, 'broke the connection'],
  ['a gateway without a server', says(502), 'answered 502 Bad Gateway'],
  [
    'a page',
    says(200, '<html>', { 'content-type': 'text/html' }),
    'answered with text/html instead of JSON',
  ],
])('a call is lost with %s, and the next one has a new session', async (_, trouble, words) => {
  troubled = await startTroubled('tools/call', trouble, { times: 1 });
  const session = await troubled.servers.open('far');
  const lost = await session.call('get_name', {});
  expect(lost.kind).toBe('lost');
  const { origin } = new URL(troubled.far.url);
  expect(lost.text).toContain(`the server at ${origin} ${words}`);
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
  expect(handshakes()).toBe(2);
});

test.each<[string, Trouble, string]>([
  ['an error of its program', says(500), 'answered 500 Internal Server Error'],
  ['a refusal of this tool', says(403), 'answered 403 Forbidden'],
  ['a body without end', endless('application/json', ' '.repeat(10_000)), 'wrote more than can be'],
  ['events without end', endlessEvents, 'wrote more than can be'],
])('a call is lost with %s, and the session goes on', async (_, trouble, words) => {
  troubled = await startTroubled('tools/call', trouble, { times: 1 });
  const session = await troubled.servers.open('far');
  expect((await session.call('get_name', {})).text).toContain(words);
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
  expect(handshakes()).toBe(1);
});

test('when the server forgets the session, the call is lost and the next one has a new session', async () => {
  troubled = await startTroubled('', says(200));
  const { servers, far } = troubled;
  const session = await servers.open('far');
  const neighbour = await servers.open('far');
  expect((await session.call('get_name', {})).kind).toBe('result');
  far.forget();
  const lost = await session.call('get_name', {});
  expect(lost).toMatchObject({ kind: 'lost' });
  expect(lost.text).toContain('has forgotten the session');
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
  expect((await neighbour.call('get_name', {})).kind).toBe('lost');
  expect(contentOf(await neighbour.call('get_name', {}))).toEqual(NAME);
  expect(far.sessions()).toHaveLength(1);
});

test('a call that takes too long is lost, and its request is broken off', async () => {
  const broken = Promise.withResolvers<void>();
  troubled = await startTroubled(
    'tools/call',
    (response) => response.on('close', () => broken.resolve()),
    { times: 1, callTimeoutMs: 300 },
  );
  const session = await troubled.servers.open('far');
  expect((await session.call('get_name', {})).text).toBe('"no reply came within 300 ms"');
  await broken.promise;
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
});

test('a signal cancels a call, and the session goes on', async () => {
  const begun = Promise.withResolvers<void>();
  troubled = await startTroubled('tools/call', () => begun.resolve(), { times: 1 });
  const session = await troubled.servers.open('far');
  const controller = new AbortController();
  const call = thrownBy(session.call('get_name', {}, { signal: controller.signal }));
  await begun.promise;
  controller.abort();
  expect(await call).toMatchObject({ kind: 'cancelled' });
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
  expect(handshakes()).toBe(1);
});

test('a call that comes too soon is made again in a while', async () => {
  troubled = await startTroubled('tools/call', says(429), { times: 2 });
  const session = await troubled.servers.open('far');
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
});

test('after a call that comes much too soon all are put off unasked, and the session holds', async () => {
  troubled = await startTroubled('tools/call', says(429, '', { 'retry-after': '60' }));
  const { servers, far } = troubled;
  const session = await servers.open('far');
  const first = await thrownBy(session.call('get_name', {}));
  expect(first).toMatchObject({ kind: 'transient', retryAfterMs: 60_000 });
  expect(first?.message).toContain(
    '429 Too Many Requests: it wants to be asked again later in 60 s',
  );
  const asked = far.seen.length;
  const others = [session, await servers.open('far')].map((each) => each.call('get_name', {}));
  const starts = Array.from({ length: 6 }, () => servers.open('far', { fresh: true }));
  for (const failure of await Promise.all(
    [...others, ...starts, servers.list('far')].map(thrownBy),
  )) {
    expect(failure && isPutOff(failure)).toBe(true);
    expect(failure?.message).toMatch(/wants to be asked again later in \d+ s$/);
  }
  expect(far.seen.slice(asked).filter(({ what }) => what.startsWith('POST'))).toEqual([]);
  expect(handshakes()).toBe(1);
});

test('a server that puts its start off again and again is not given up', async () => {
  troubled = await startTroubled('initialize', says(429, '', { 'retry-after': '60' }));
  for (let i = 0; i < 7; i++)
    expect(await thrownBy(troubled.servers.open('far'))).toMatchObject({ kind: 'transient' });
  expect(handshakes()).toBe(1);
});

test('a server that breaks again and again without a reply is given up', async () => {
  troubled = await startTroubled('tools/call', says(502));
  const session = await troubled.servers.open('far');
  for (let i = 0; i < 5; i++)
    expect((await session.call('get_name', {})).text).toContain('502 Bad Gateway');
  const stopped = thrownBy(session.call('get_name', {}, { signal: AbortSignal.abort() }));
  expect(await stopped).toMatchObject({ kind: 'cancelled' });
  const last = await session.call('get_name', {});
  expect(last.text).toContain('server \\"far\\" is given up: it broke 5 times in a row');
  expect(handshakes()).toBe(5);
});

test('what a server says unasked is bounded too, and calls go on', async () => {
  const cut = Promise.withResolvers<void>();
  const chatter: Trouble = (response) => {
    response.on('close', () => cut.resolve());
    endlessEvents(response);
  };
  troubled = await startTroubled('', chatter);
  const session = await troubled.servers.open('far');
  await cut.promise;
  expect(contentOf(await session.call('get_name', {}))).toEqual(NAME);
});

test('closing ends a call under way, and the session with it', async () => {
  const begun = Promise.withResolvers<void>();
  troubled = await startTroubled('tools/call', () => begun.resolve());
  const { servers, far } = troubled;
  const session = await servers.open('far');
  const call = session.call('get_name', {});
  await begun.promise;
  await servers.close();
  expect(await call).toMatchObject({ kind: 'lost' });
  expect((await call).text).toContain('ended before it replied');
  expect(far.sessions()).toEqual([]);
  // A call that was never made is no lost one.
  expect(await thrownBy(session.call('get_name', {}))).toEqual({
    kind: 'cancelled',
    message: 'the servers are closed',
  });
});
