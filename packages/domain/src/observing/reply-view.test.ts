import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { replyView } from './reply-view.ts';

test.each<['result' | 'error', Json, string]>([
  ['result', { content: [{ type: 'text', text: 'Riga' }] }, 'Riga'],
  ['result', { content: [{ type: 'text', text: 'no' }], isError: true }, 'no'],
  ['error', { code: -32602, message: 'no such city' }, 'Error: no such city'],
  ['error', { code: -32602 }, 'Error: '],
  ['error', null, 'Error: '],
])('a model reads of a %s %j: %j', (kind, reply, view) => {
  expect(replyView(kind, reply)).toBe(view);
});

const block = fc.record(
  {
    type: fc.constantFrom('text', 'image', 'audio', 'resource', 'resource_link'),
    ...{ text: fc.jsonValue(), data: fc.jsonValue(), resource: fc.jsonValue() },
  },
  { requiredKeys: ['type'] },
);
const reply = fc.oneof(fc.jsonValue(), fc.record({ content: fc.array(block) }));

test('a reply of any form has a view: verification recomputes that of each recording', () => {
  fc.assert(
    fc.property(fc.constantFrom('result', 'error'), reply, (kind, value) => {
      expect(typeof replyView(kind, value as Json)).toBe('string');
    }),
  );
});
