import { expect, test } from 'vitest';
import { answerSuffix, goldenTrajectory } from './golden.ts';

const call = (id: string, text: string) => ({
  id,
  server: 'places',
  tool: 'find',
  fingerprint: 'f',
  arguments: { name: text },
  result: { content: [{ type: 'text', text }] },
  observation: text,
  state_key: null,
  duration_ms: 1,
});

const task = {
  prompt: 'What is there?',
  answer: { thing: 'a boat' },
  answer_schema: { type: 'object', properties: { thing: { type: 'string' } } },
  calls: [call('c1', 'one'), call('c2', 'two')],
};

test('the calls are replayed one a turn, and the answer is submitted', () => {
  expect(goldenTrajectory(task)).toEqual([
    { role: 'user', content: task.prompt + answerSuffix(task.answer_schema) },
    {
      role: 'assistant',
      tool_calls: [{ id: 'c1', tool: 'places/find', arguments: { name: 'one' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'one' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'c2', tool: 'places/find', arguments: { name: 'two' } }],
    },
    { role: 'tool', tool_call_id: 'c2', content: 'two' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'answer', tool: 'submit_answer', arguments: task.answer }],
    },
  ]);
});

test('the suffix does not depend on the order of keys in the schema', () => {
  const { type, properties } = task.answer_schema;
  expect(answerSuffix({ properties, type })).toBe(answerSuffix({ type, properties }));
  expect(answerSuffix({ type })).toContain('{"type":"object"}');
});
