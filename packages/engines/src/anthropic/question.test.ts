import type { ModelBlock, ModelReply } from '@firefly/contracts/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { nextOf, type Question } from './question.ts';
import { readBy } from './reading.ts';
import { aReply, calling, saying } from './testing/replies.ts';

const question: Question<{ n: number }> = {
  stamp: { name: 'count', version: 1, hash: 'a0' },
  request: {
    system: 'Count.',
    tools: [{ name: 'count', description: 'The count.', input_schema: { type: 'object' } }],
    choice: { tool: 'count' },
    messages: [{ role: 'user', content: [{ type: 'text', text: 'How many?' }] }],
    maxTokens: 100,
  },
  read: (input) => readBy(z.strictObject({ n: z.int().max(9) }), input),
};
const next = (...replies: ModelReply[]) => nextOf(question, replies);
const good = calling('count', { n: 3 });
const cut = aReply([{ type: 'text', text: 'I beg' }], 'cut');

test('it begins with the request as it stands', () => {
  expect(next()).toEqual({ ask: question.request });
});

test.each([
  ['the input of the tool', good],
  ['the input as a text', calling('count', '{"n": 3}')],
  ['JSON in words', saying('Here it is: {"n": 3}')],
  ['JSON in a code fence', saying('```json\n{"n": 3}\n```')],
  [
    'the input behind a thought',
    aReply([{ type: 'opaque', block: { type: 'thinking' } }, ...good.content]),
  ],
])('%s is the answer', (_case, reply) => {
  expect(next(reply)).toEqual({ answer: { n: 3 } });
});

test('a refusal is a result with its reason, and is never asked again', () => {
  expect(next(saying('I cannot\nhelp with that.', 'refusal'), good)).toEqual({
    failed: 'the model refused: I cannot help with that.',
  });
  expect(next(aReply([], 'refusal'))).toEqual({ failed: 'the model refused' });
});

test('what was cut off is asked once more with twice the room', () => {
  expect(next(cut)).toEqual({ ask: { ...question.request, maxTokens: 200 } });
  expect(next(cut, good)).toEqual({ answer: { n: 3 } });
  expect(next(cut, cut)).toEqual({ failed: 'the reply was cut off, also with 200 tokens' });
});

test.each([
  [
    'a wrong value',
    calling('count', { n: 'three' }),
    'n: Invalid input: expected number, received string',
  ],
  ['a value out of bounds', calling('count', { n: 10 }), 'n: Too big: expected number to be <=9'],
  ['something more', calling('count', { n: 3, sure: true }), 'Unrecognized key: "sure"'],
  ['another tool', calling('guess', { n: 3 }), 'only count can be called'],
  ['only words', saying('Three.'), 'count was not called'],
  ['two objects', saying('{"n": 3} or {"n": 4}'), 'count was not called'],
  ['nothing', aReply([], 'end'), 'count was not called'],
  [
    'two calls',
    aReply([...good.content, ...calling('count', { n: 4 }, 'call-2').content]),
    'count must be called once, not several times',
  ],
])('%s is mended once, then given up', (_case, reply, problem) => {
  const asked = next(reply);
  const text = `Not accepted: ${problem}. Send the whole reply again, corrected.`;
  expect(JSON.stringify('ask' in asked && asked.ask.messages.at(-1))).toContain(
    JSON.stringify(text).slice(1, -1),
  );
  expect(next(reply, good)).toEqual({ answer: { n: 3 } });
  expect(next(reply, reply)).toEqual({ failed: `the reply was malformed twice: ${problem}` });
});

test('a repair shows the reply as it was, and answers every call of it', () => {
  const uses: ModelBlock[] = [
    { type: 'tool_use', id: 'one', name: 'count', input: [3] },
    { type: 'tool_use', id: 'two', name: 'count', input: { n: 3 } },
    { type: 'tool_use', id: 'three', name: 'count it!', input: {} },
  ];
  const bad = aReply([{ type: 'text', text: ' ' }, ...uses]);
  const asked = next(bad);
  const [, said, answer] = 'ask' in asked ? asked.ask.messages : [];
  expect(said).toEqual({ role: 'assistant', content: uses });
  expect(answer?.content.map((block) => 'tool_use_id' in block && block.tool_use_id)).toEqual([
    'one',
    'two',
    'three',
  ]);
});

test('an empty reply is shown as nothing', () => {
  const asked = next(aReply([], 'end'));
  expect('ask' in asked && asked.ask.messages).toMatchObject([
    { role: 'user', content: [{ text: 'How many?' }] },
    { role: 'assistant', content: [{ text: '(nothing)' }] },
    { role: 'user', content: [{ type: 'text' }] },
  ]);
});

test('three requests are the most, whatever is replied', () => {
  const replies = fc.array(
    fc.constantFrom(cut, saying('no'), calling('count', {}), aReply([], 'end'), good),
    { minLength: 3, maxLength: 5 },
  );
  fc.assert(
    fc.property(replies, (all) => {
      const step = nextOf(question, all);
      expect('ask' in step).toBe(false);
      expect(step).toEqual(nextOf(question, all.slice(0, 3)));
    }),
  );
});
