import { failureOf } from '@firefly/contracts/failure';
import { afterEach, expect, test, vi } from 'vitest';
import type { AnthropicOptions } from './anthropic.ts';
import { type MessagesApi, startMessagesApi } from './testing/messages-api.ts';
import { KEY, MODEL, modelAt, quick, request, unsignalled } from './testing/requests.ts';
import type { Scripted } from './testing/scripted.ts';

let api: MessagesApi;
afterEach(() => api.close());

const good = { content: [{ type: 'text', text: 'In Switzerland, by the lake.' }] } as const;
const broken = (breaks: 'cut' | 'garbled' | 'hangs') => ({ ...good, breaks });
const start = async (...script: Scripted[]): Promise<string> => {
  api = await startMessagesApi({ reply: (_, at) => script[at] ?? script.at(-1) ?? good });
  return api.url;
};
const ask = (url: string, more: Partial<AnthropicOptions> = {}, signal = unsignalled) =>
  modelAt(url, more).ask(MODEL, request(), signal);
const failureAt = (url: string, more: Partial<AnthropicOptions> = {}) =>
  ask(url, more).then(expect.unreachable as never, failureOf);

const passing: readonly [string, Scripted][] = [
  ['too many requests', { status: 429, headers: { 'retry-after': '0' } }],
  ['an overloaded provider', { status: 529 }],
  ['a broken provider', { status: 500 }],
  ['a page of a proxy', { status: 502, html: `<html>${'Bad gateway '.repeat(10_000)}</html>` }],
  ['a connection cut in the middle', broken('cut')],
  ['a garbled reply', broken('garbled')],
  ['a reply that never ends', broken('hangs')],
  ['a provider that never answers', { hangs: true }],
  ['a reply without end in size', { bytes: 60 * 1024 * 1024 }],
  ['a page with status 200', { status: 200, html: '<html>Log in</html>' }],
];
test.each(
  passing.flatMap(([name, fault]) => [true, false].map((streamed) => ({ name, fault, streamed }))),
)('$name passes, streamed: $streamed', async ({ fault, streamed }) => {
  const url = await start(fault, good);
  const reply = await ask(url, { streamed, deadlineMs: 500 });
  expect(reply.content).toEqual(good.content);
  expect(api.requests).toHaveLength(2);
});

test.each(['overloaded_error', 'api_error'] as const)(
  '%s in a stream passes',
  async (streamError) => {
    const url = await start({ streamError }, good);
    expect(await ask(url)).toMatchObject(good);
  },
);

test.each<[Scripted, RegExp, caller?: true]>([
  [
    { status: 400, message: 'max_tokens: too large' },
    /refused the request: status 400: max_tokens: too large$/,
  ],
  [
    { status: 404, message: 'model: claude-9' },
    /status 404: model: claude-9; are the model's name and ANTHROPIC_BASE_URL/,
  ],
  [{ status: 413, message: 'too long' }, /status 413: too long$/],
  [
    { status: 401, message: 'invalid x-api-key' },
    /status 401: invalid x-api-key; is ANTHROPIC_API_KEY right\?$/,
    true,
  ],
  [
    { status: 403, message: 'not yours' },
    /status 403: not yours; is ANTHROPIC_API_KEY right\?$/,
    true,
  ],
  [{ status: 402, message: 'pay first' }, /status 402: pay first$/, true],
  [{ status: 400, message: 'Your credit balance is too low' }, /credit balance is too low$/, true],
  // The words of another failure do not make it one of the key.
  [{ status: 400, message: 'status 401 is no answer' }, /status 400: status 401 is no answer$/],
  [{ streamError: 'invalid_request_error' }, /it broke off with as the script says$/],
])('%j is final', async (fault, message, caller) => {
  const url = await start(fault);
  expect(await failureAt(url)).toEqual({
    kind: 'permanent',
    message: expect.stringMatching(message),
    ...(caller && { caller }),
  });
  expect(api.requests).toHaveLength(1);
});

test.each([
  [{ status: 529, message: 'Overloaded' }, { retryAfterMs: 4 }],
  [{ status: 429, headers: { 'retry-after-ms': '7' } }, { retryAfterMs: 7 }],
  [{ status: 503, headers: { 'retry-after-ms': '7' } }, { retryAfterMs: 7 }],
  [{ status: 500 }, {}],
])('%j to the end is given up for now', async (fault, later) => {
  const url = await start(fault);
  expect(await failureAt(url)).toEqual({
    ...{ kind: 'transient', message: expect.stringContaining(`status ${fault.status}`) },
    ...later,
  });
  expect(api.requests).toHaveLength(quick.tries);
});

test('who asks for a long rest is left alone by all that ask the same model', async () => {
  const url = await start({ status: 429, headers: { 'retry-after': '3600' } }, good);
  const model = modelAt(url);
  const first = model.ask(MODEL, request(), unsignalled);
  expect(failureOf(await first.catch((error) => error))).toMatchObject({ retryAfterMs: 3_600_000 });
  const second = failureOf(await model.ask(MODEL, request(), unsignalled).catch((error) => error));
  expect(second).toMatchObject({
    kind: 'transient',
    message: expect.stringContaining('left alone'),
  });
  expect(api.requests).toHaveLength(1);
  expect(await model.ask('another-model', request(), unsignalled)).toMatchObject(good);
});

test.each([true, false])(
  'a page that always comes instead is told, streamed: %s',
  async (streamed) => {
    const url = await start({ status: 200, html: '<html>Log in</html>' });
    expect(await failureAt(url, { streamed })).toEqual({
      kind: 'transient',
      message: expect.stringMatching(
        / of the Messages API came back.*; is ANTHROPIC_BASE_URL right\?$/,
      ),
    });
  },
);

test('a provider that is not there is named by what is wrong', async () => {
  const url = await start();
  await api.close();
  expect(await failureAt(url)).toEqual({
    kind: 'transient',
    message: `the model "${MODEL}" gave no reply: it cannot be reached (ECONNREFUSED)`,
  });
  await start();
});

test.each([
  ['before anything was sent', { hangs: true } as const, 0],
  ['under way', { hangs: true } as const, 1],
  ['in the middle of a reply', broken('hangs'), 1],
  ['in a wait', { status: 500, headers: { 'retry-after': '30' } }, 1],
])('it can be called off %s', async (_, fault, sent) => {
  const url = await start(fault);
  const caller = new AbortController();
  if (sent === 0) caller.abort();
  const patience = { ...quick, longestWaitMs: 60_000 };
  const asking = ask(url, { patience }, caller.signal).then(expect.unreachable as never, failureOf);
  await vi.waitFor(() => expect(api.requests).toHaveLength(sent));
  caller.abort();
  expect(await asking).toEqual({ kind: 'cancelled', message: `asking "${MODEL}" was cancelled` });
});

test.each([`no such key: ${KEY}`, `${'x '.repeat(236)}Bearer ${KEY}`])(
  'no error holds the key',
  async (message) => {
    const url = await start({ status: 400, message });
    const error = await ask(url).catch((thrown) => thrown);
    expect(error.message).toContain('status 400');
    expect(JSON.stringify([error.message, error.stack, error.cause, error])).not.toContain(
      KEY.slice(0, 6),
    );
  },
);

test.each([`${KEY}\n${KEY}`, `${KEY}–`, ' '])(
  'a key that is none is told without being shown',
  async (apiKey) => {
    const url = await start();
    const build = () => modelAt(url, { apiKey });
    expect(build).toThrow(/set ANTHROPIC_API_KEY/);
    expect(build).not.toThrow(KEY);
  },
);

test('blanks around a key are none of it', async () => {
  expect(await ask(await start(good), { apiKey: ` ${KEY}\n` })).toMatchObject(good);
});

test('who waits for a model hears why, from the second fault in a row on', async () => {
  const url = await start({ status: 500 }, { status: 529 }, good);
  const heard: [string, string][] = [];
  await ask(url, { onWait: (name, fault) => heard.push([name, fault]) });
  expect(heard).toEqual([[MODEL, expect.stringContaining('529')]]);
});
