import { expect, test } from 'vitest';
import { frameOf } from './frame-of.ts';

const flow = { to: 'c2', argument: '/a', expression: '$$.c1.a' };

test.each([
  ['$count($$.c1.rows)', {}, 'model count'],
  ['$sum($$.c1.rows.n) / $count($$.c1.rows)', {}, 'model total'],
  ['$average($$.c1.rows.n)', {}, 'model total'],
  ['$$.c1.rows[n=$max($$.c1.rows.n)].name', {}, 'model extreme'],
  ['$max($$.c1.rows.n)', {}, 'model extreme'],
  ['[$$.c1.rows.n]', { kind: 'list' as const }, 'model list'],
  ['$$.c1.rows[n=3].name', { choice: true }, 'model choice'],
  ['$$.c1.name', {}, 'model lookup'],
  ['$$.c1[', {}, 'model'],
])('%s is of its kind', (expression, changes, frame) => {
  const field = { name: 'x', kind: 'scalar' as const, expression, ...changes };
  expect(frameOf({ fields: [field], flows: [] })).toBe(frame);
});

test('a lookup by what was looked up is a chain', () => {
  const field = { name: 'x', kind: 'scalar' as const, expression: '$$.c2.name' };
  expect(frameOf({ fields: [field], flows: [flow] })).toBe('model chain');
});
