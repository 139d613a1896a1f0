import type { ModelBlock } from '@firefly/contracts/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModelMessage } from '../model.ts';
import { withOwnIds } from './wire-ids.ts';

const call = (id: string): ModelBlock => ({ type: 'tool_use', id, name: 'f', input: {} });
const result = (id: string, content: string): ModelBlock => ({
  ...{ type: 'tool_result', tool_use_id: id, content },
});
/** Turns in which each call is answered by its number, in the order of calling. */
const talk = (turns: readonly (readonly string[])[]): ModelMessage[] =>
  turns.flatMap((ids, turn): ModelMessage[] => [
    { role: 'assistant', content: ids.map(call) },
    { role: 'user', content: ids.map((id, at) => result(id, `${turn}/${at}`)) },
  ]);

test('ids that the API takes stay as they are', () => {
  const fine = talk([['toolu_1', 'a-b'], ['c']]);
  expect(withOwnIds(fine)).toEqual(fine);
});

test('every call has an id of its own that the API takes, and its result has the same', () => {
  const id = fc.oneof(fc.constantFrom('a', 'call:1', 'call_1', ''), fc.string());
  const turns = fc.array(fc.array(id, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(turns, (ids) => {
      const made = withOwnIds(talk(ids));
      const blocks = made.flatMap(({ content }) => content);
      const calls = blocks.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
      const results = blocks.flatMap((b) => (b.type === 'tool_result' ? [b.tool_use_id] : []));
      expect(new Set(calls).size).toBe(calls.length);
      for (const own of calls) expect(own).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(results).toEqual(calls);
      expect(withOwnIds(talk(ids))).toEqual(made);
    }),
  );
});
