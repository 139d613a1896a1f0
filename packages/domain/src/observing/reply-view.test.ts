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
