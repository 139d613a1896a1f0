import { afterEach, expect, test } from 'vitest';
import { type MessagesApi, startMessagesApi } from './testing/messages-api.ts';
import {
  assistant,
  MODEL,
  modelAt,
  quick,
  request,
  unsignalled,
  user,
} from './testing/requests.ts';
import type { Script } from './testing/scripted.ts';

let api: MessagesApi;
afterEach(() => api.close());

const start = async (reply: Script): Promise<string> => {
  api = await startMessagesApi({ reply });
  return api.url;
};

test('what a conversation repeats is read out of the cache', async () => {
  const url = await start(() => ({ content: [{ type: 'text', text: 'Go on.' }] }));
  const model = modelAt(url);
  const system = 'Cities lie in countries, and countries hold cities of the same name. '.repeat(
    200,
  );
  const messages = [user('Where is Lausanne?')];
  const first = await model.ask(MODEL, request({ system, messages }), unsignalled);
  messages.push(assistant('Go on.'), user('In Switzerland?'));
  const second = await model.ask(MODEL, request({ system, messages }), unsignalled);
  expect(first.usage).toMatchObject({ input: 0, cached: 0 });
  expect(first.usage.written).toBeGreaterThan(2_000);
  expect(second.usage).toMatchObject({ input: 0, cached: first.usage.written });
  expect(second.usage.written).toBeGreaterThan(0);
});

test('a model that takes few requests at once gets few, and all are answered', async () => {
  let inside = 0;
  let refused = 0;
  const url = await start(async () => {
    if (inside >= 2) {
      refused += 1;
      return { status: 429, headers: { 'retry-after-ms': '3' } };
    }
    inside += 1;
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
    return { content: [{ type: 'text', text: 'Yes.' }] };
  });
  const model = modelAt(url, { concurrency: 12, patience: { ...quick, tries: 50 } });
  const asked = Array.from({ length: 60 }, () => model.ask(MODEL, request(), unsignalled));
  expect(new Set((await Promise.all(asked)).map(({ stop }) => stop))).toEqual(new Set(['end']));
  // Without the gate sixty come at once, again and again.
  expect(refused).toBeLessThan(60);
});
