import type { JsonObject } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScriptedBlock } from '../testing/scripted.ts';
import { inEvents, inOnePiece, messageOf as scriptedMessage } from '../testing/sending.ts';
import { BrokenReply } from './broken-reply.ts';
import { replyOf } from './reply.ts';
import { messageOf } from './stream.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 90 });
const block: fc.Arbitrary<ScriptedBlock> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: anyText }),
  fc.record({ type: fc.constant('thinking' as const), thinking: anyText, signature: anyText }),
  fc.record({
    ...{ type: fc.constant('tool_use' as const), name: anyText },
    input: fc.dictionary(anyText, fc.jsonValue()) as fc.Arbitrary<JsonObject>,
  }),
);
const message = (content: readonly ScriptedBlock[]) =>
  scriptedMessage(
    { content, output: 9 },
    {
      ...{ model: 'm', at: 0 },
      input: { input_tokens: 3, cache_read_input_tokens: 2, cache_creation_input_tokens: 1 },
    },
  );
const dataOf = (event: string): unknown => JSON.parse(event.split('\ndata: ')[1] ?? '');
const eventsOf = (content: readonly ScriptedBlock[]) => inEvents(message(content)).map(dataOf);
async function* stream(events: readonly unknown[]) {
  yield* events;
}

test('in events or in one piece, a reply is the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 5 }), async (content) => {
      const whole = replyOf(JSON.parse(inOnePiece(message(content)).join('')), '?');
      expect(replyOf(await messageOf(stream(eventsOf(content))), '?')).toEqual(whole);
      expect(whole.usage).toEqual({ input: 3, cached: 2, written: 1, output: 9 });
    }),
  );
});

test('a stream that ends anywhere before its end is no reply', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 3 }), fc.nat(), async (content, cut) => {
      const events = eventsOf(content);
      const part = events.slice(0, cut % events.length);
      await expect(messageOf(stream(part))).rejects.toThrow(BrokenReply);
    }),
  );
});

const text = [{ type: 'text', text: 'Hello' }] as const;
const [begin, ping, open, delta, close, update, end] = eventsOf(text);
test.each([
  ['an event is no object', [begin, 'x', end], 'garbled'],
  ['an index is missing', [begin, { type: 'content_block_stop' }, end], 'garbled'],
  ['a block begins twice', [begin, open, open, close, end], 'begins a block twice'],
  ['a block grows that was not begun', [begin, delta, end], 'not open'],
  ['a block grows that has ended', [begin, open, close, delta, end], 'not open'],
  ['a block does not end', [begin, open, delta, update, end], 'broke off'],
  ['the beginning is missing', [ping, open, delta, close, update, end], 'began in its middle'],
  ['there is nothing', [], 'is ANTHROPIC_BASE_URL right?'],
])('refused where %s', async (_, events, reason) => {
  await expect(messageOf(stream(events))).rejects.toThrow(reason);
});

test('events and deltas of later kinds do no harm', async () => {
  const later = { type: 'content_block_progress', index: 0, share: 0.5 };
  const citation = { type: 'citations_delta', citation: { cited_text: 'x' } };
  const cited = { ...(delta as object), delta: citation };
  const events = [begin, later, open, cited, delta, close, update, end];
  expect(replyOf(await messageOf(stream(events)), '?').content).toEqual(text);
});

test('counts are running totals: a server that has none at the end takes none back', async () => {
  const usage = { output_tokens: 5, input_tokens: 0, cache_read_input_tokens: null };
  const events = [begin, { ...(update as object), usage }, end];
  expect(replyOf(await messageOf(stream(events)), '?').usage).toEqual({
    ...{ input: 3, cached: 2, written: 1, output: 5 },
  });
});
