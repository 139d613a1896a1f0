import { afterEach, expect, test } from 'vitest';
import { type MessagesApi, startMessagesApi } from './testing/messages-api.ts';
import { MODEL, modelAt, request, unsignalled, user } from './testing/requests.ts';
import type { Script, ScriptedReply } from './testing/scripted.ts';

let api: MessagesApi;
afterEach(() => api.close());

const start = async (reply: Script | ScriptedReply): Promise<string> => {
  api = await startMessagesApi({ reply: typeof reply === 'function' ? reply : () => reply });
  return api.url;
};
const thinking = {
  type: 'thinking',
  thinking: 'Which one? 🧭',
  signature: 'c2lnbmF0dXJl==',
} as const;
const call = {
  type: 'tool_use',
  name: 'geo__search_cities',
  input: { query: 'Zürich 🏙' },
} as const;
const unread = { type: 'x_later' as const, data: { b: [1, { z: null, a: 'ü' }], a: '' } };

test.each([true, false])('a reply is read whole, streamed: %s', async (streamed) => {
  const content = [thinking, { type: 'text', text: 'I look it up.\n' }, call, unread] as const;
  const url = await start({ content, output: 77 });
  const reply = await modelAt(url, { streamed }).ask(MODEL, request(), unsignalled);
  expect(reply).toEqual({
    model: MODEL,
    stop: 'tools',
    content: [
      { type: 'opaque', block: thinking },
      { type: 'text', text: 'I look it up.\n' },
      { ...call, id: 'toolu_0_2' },
      { type: 'opaque', block: unread },
    ],
    usage: { input: expect.any(Number), cached: 0, written: 0, output: 77 },
  });
  expect(api.requests[0]?.stream).toBe(streamed ? true : undefined);
  expect(Object.values(api.counts())).toEqual([{ asked: 1, sent: 1 }]);
});

test.each([true, false])(
  'blocks that are not understood go back byte for byte, streamed: %s',
  async (streamed) => {
    const url = await start({ content: [thinking, unread, call] });
    const model = modelAt(url, { streamed });
    const first = await model.ask(MODEL, request(), unsignalled);
    const id = 'toolu_0_2';
    const messages = [
      ...request().messages,
      { role: 'assistant' as const, content: first.content },
      user({ type: 'tool_result', tool_use_id: id, content: '[]', is_error: true }),
    ];
    await model.ask(MODEL, request({ messages }), unsignalled);
    const sent = api.requests[1]?.messages[1]?.content;
    const { type, ...named } = call;
    expect(JSON.stringify(sent)).toBe(JSON.stringify([thinking, unread, { type, id, ...named }]));
  },
);

test.each([
  ['end_turn', 'end'],
  ['stop_sequence', 'end'],
  ['pause_turn', 'end'],
  ['a_new_reason', 'end'],
  ['max_tokens', 'cut'],
  ['model_context_window_exceeded', 'cut'],
  ['refusal', 'refusal'],
])('%s is %s', async (stop, expected) => {
  const url = await start({ content: [{ type: 'text', text: 'So' }], stop });
  const reply = await modelAt(url).ask(MODEL, request(), unsignalled);
  expect(reply.stop).toBe(expected);
});

test('an empty reply, uncounted, is a reply', async () => {
  const url = await start({ content: [], uncounted: true });
  const reply = await modelAt(url).ask(MODEL, request(), unsignalled);
  expect(reply).toMatchObject({
    ...{ stop: 'end', content: [] },
    usage: { input: 0, cached: 0, written: 0, output: 0 },
  });
});

test.each([true, false])(
  'arguments that are no JSON stay a text, streamed: %s',
  async (streamed) => {
    const broken = {
      type: 'tool_use',
      name: 'geo__search_cities',
      input: '{"query": "Laus',
    } as const;
    const url = await start({ content: [broken] });
    const model = modelAt(url, { streamed });
    const { content } = await model.ask(MODEL, request(), unsignalled);
    expect(content).toEqual([{ ...broken, id: 'toolu_0_0' }]);
    // Shown to its model again, it is what the API takes.
    const messages = [
      ...request().messages,
      { role: 'assistant' as const, content },
      user({ type: 'tool_result', tool_use_id: 'toolu_0_0', content: 'no JSON', is_error: true }),
    ];
    await model.ask(MODEL, request({ messages }), unsignalled);
    expect(api.requests[1]?.messages[1]?.content).toMatchObject([
      { input: { not_json: '{"query": "Laus' } },
    ]);
  },
);

test('a model that may not be made to call a tool is told in words, from then on at once', async () => {
  const url = await start(({ tool_choice }) =>
    tool_choice?.type === 'tool'
      ? {
          status: 400,
          message: 'tool_choice: type "tool" and "any" are not supported for this model.',
        }
      : { content: [call] },
  );
  const model = modelAt(url);
  const forced = request({ choice: { tool: 'geo__search_cities' } });
  await model.ask(MODEL, forced, unsignalled);
  await model.ask(MODEL, forced, unsignalled);
  expect(api.requests.map(({ tool_choice }) => tool_choice?.type)).toEqual([
    'tool',
    'auto',
    'auto',
  ]);
  expect(api.requests[1]?.system?.at(-1)).toEqual({
    type: 'text',
    text: 'Reply with one call of the tool geo__search_cities. Text beside the call is not read.',
    cache_control: { type: 'ephemeral' },
  });
});

test('a reply is whole when it says so, though its connection stays', async () => {
  const url = await start({ content: [call], breaks: 'lingers' });
  const reply = await modelAt(url).ask(MODEL, request(), unsignalled);
  expect(reply.content).toMatchObject([call]);
  expect(Object.values(api.counts())).toEqual([{ asked: 1, sent: 1 }]);
});
