import { expect, test } from 'vitest';
import { assistantContent, heard, resultOf, spoken, toolUses } from './replies.ts';
import { reply, text, use } from './testing/reply.ts';

const thinking = { type: 'opaque' as const, block: { type: 'thinking', signature: 'abc' } };

test('blocks of the provider go back as they came, empty texts do not', () => {
  const call = use('a__b', {});
  expect(assistantContent(reply([thinking, text('  '), call]))).toEqual([thinking, call]);
  expect(assistantContent(reply([thinking]))).toEqual([thinking, text('(nothing)')]);
  expect(assistantContent(reply([]))).toEqual([text('(nothing)')]);
});

test('calls and words are told apart', () => {
  const call = use('a__b', {});
  const said = reply([text('One.'), thinking, call, text('Two.\n')]);
  expect(toolUses(said)).toEqual([call]);
  expect(spoken(said)).toBe('One.\nTwo.');
});

test('an empty answer is said to be empty', () => {
  const call = use('a__b', {});
  if (call.type !== 'tool_use') throw new Error('a call');
  expect(resultOf(call, ' \n')).toEqual({
    ...{ type: 'tool_result', tool_use_id: call.id, content: '(nothing)' },
  });
});

test('cut once: again; cut, then whole: gone on; cut twice or refused: over', () => {
  const whole = reply([text('a')]);
  const cut = reply([text('a')], 'cut');
  const refusal = reply([], 'refusal');
  expect(heard([])).toEqual({ said: [], again: false, broken: null });
  expect(heard([whole, cut])).toEqual({ said: [whole], again: true, broken: null });
  expect(heard([cut, whole])).toEqual({ said: [whole], again: false, broken: null });
  expect(heard([cut, whole, cut])).toMatchObject({ again: true, broken: null });
  expect(heard([cut, cut, whole])).toMatchObject({ said: [], broken: 'cut' });
  expect(heard([whole, refusal, whole])).toMatchObject({ said: [whole], broken: 'refusal' });
});
