import { afterEach, beforeEach, expect, test } from 'vitest';
import { forkMessagesApi } from './fork-messages-api.ts';
import { type MessagesApi, startMessagesApi } from './messages-api.ts';
import { lookUp, MODEL, modelAt, request, unsignalled } from './requests.ts';

let api: MessagesApi;
beforeEach(async () => {
  api = await startMessagesApi({ reply: () => ({ content: [{ type: 'text', text: 'Yes.' }] }) });
});
afterEach(() => api.close());

const text = (more = {}) => ({ type: 'text', text: 'Hello', ...more });
const user = (...content: object[]) => ({ role: 'user', content });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const use = { type: 'tool_use', id: 't1', name: 'look', input: {} };
const result = { type: 'tool_result', tool_use_id: 't1', content: 'seen' };
const body = { model: MODEL, max_tokens: 10, messages: [user(text())] };
const kept = { cache_control: { type: 'ephemeral' } };

const post = (sent: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'any', 'anthropic-version': '2023-06-01', ...headers },
    body: typeof sent === 'string' ? sent : JSON.stringify(sent),
  });

test.each([
  ['no JSON', '{', /not valid JSON/],
  ['no max_tokens', { ...body, max_tokens: undefined }, /^max_tokens: /],
  ['no message', { ...body, messages: [] }, /^messages: /],
  ['a parameter that is none', { ...body, maxTokens: 1 }, /maxTokens/],
  ['two turns of one role', { ...body, messages: [user(text()), user(text())] }, /alternate/],
  ['the model to begin', { ...body, messages: [assistant(text()), user(text())] }, /alternate/],
  ['the model to end', { ...body, messages: [user(text()), assistant(text())] }, /prefill/],
  ['an empty text', { ...body, messages: [user({ type: 'text', text: ' ' })] }, /non-empty/],
  ['an empty message', { ...body, messages: [user()] }, /^messages\.0\.content: /],
  [
    'an unanswered call',
    { ...body, messages: [user(text()), assistant(use), user(text())] },
    /^messages\.1: `tool_use` ids were found without/,
  ],
  [
    'an answer to no call',
    { ...body, messages: [user(text()), assistant(text()), user(result)] },
    /^messages\.2: unexpected `tool_use_id`/,
  ],
  [
    'a text before an answer',
    { ...body, messages: [user(text()), assistant(use), user(text(), result)] },
    /must come first/,
  ],
  [
    'arguments that are no object',
    { ...body, messages: [user(text()), assistant({ ...use, input: 'x' }), user(result)] },
    /valid dictionary/,
  ],
  ['a name with a slash', { ...body, tools: [{ ...lookUp, name: 'geo/search' }] }, /pattern/],
  ['two tools of one name', { ...body, tools: [lookUp, lookUp] }, /unique/],
  ['a choice without tools', { ...body, tool_choice: { type: 'any' } }, /while providing tools/],
  [
    'a choice of no tool',
    { ...body, tools: [lookUp], tool_choice: { type: 'tool', name: 'look' } },
    /'look' not found/,
  ],
  [
    'five marks',
    { ...body, messages: [user(...Array.from({ length: 5 }, () => text(kept)))] },
    /maximum of 4 blocks with cache_control may be provided. Found 5/,
  ],
])('refused as the API does: %s', async (_, sent, message) => {
  const response = await post(sent);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    type: 'error',
    error: { type: 'invalid_request_error', message: expect.stringMatching(message) },
    request_id: expect.any(String),
  });
  expect(api.refused).toHaveLength(1);
  expect(api.requests).toEqual([]);
});

test('a conversation in order is taken', async () => {
  const messages = [user(text()), assistant(text(), use), user(result, text(kept))];
  expect((await post({ ...body, tools: [lookUp], messages })).status).toBe(200);
});

test('a request without a key is refused', async () => {
  const headers = { 'anthropic-version': '2023-06-01' };
  const bare = fetch(`${api.url}/v1/messages`, { method: 'POST', headers, body: '{}' });
  expect((await bare).status).toBe(401);
});

test('a process of its own counts what it was asked and what it said', async () => {
  const forked = await forkMessagesApi(new URL('./polite-script.ts', import.meta.url));
  try {
    const model = modelAt(forked.url);
    await model.ask(MODEL, request(), unsignalled);
    const reply = await model.ask(MODEL, request(), unsignalled);
    expect(reply.content).toEqual([{ type: 'text', text: 'Good evening.' }]);
    const { counts, refused } = await forked.counted();
    expect(Object.values(counts)).toEqual([{ asked: 2, sent: 2 }]);
    expect(refused).toEqual([]);
  } finally {
    await forked.close();
  }
});
