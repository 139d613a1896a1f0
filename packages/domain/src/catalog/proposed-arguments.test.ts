import { aTool } from '@firefly/testing/builders/parts';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { proposedArguments } from './proposed-arguments.ts';

const tool = aTool('shop', 'find', 'Finds goods.', {
  name: { type: 'string' },
  size: { enum: ['small', 'large'] },
  limit: { type: 'integer', default: 10 },
});
const read = (input: Json) => proposedArguments(tool, input);

test('what fits goes through, without what says only the default', () => {
  const args = { name: 'lamp', size: 'small' };
  expect(read(args)).toEqual({ ok: true, arguments: args });
  expect(read({ ...args, limit: 10 })).toEqual({ ok: true, arguments: args });
  expect(read({ ...args, limit: 3 })).toEqual({ ok: true, arguments: { ...args, limit: 3 } });
});

test('every fault is named with its place, and what would be allowed', () => {
  const found = read({ size: 'huge', limit: 'many' });
  expect(found).toEqual({
    ok: false,
    problems: [
      "the arguments must have required property 'name'",
      '/size must be equal to one of the allowed values: ["small","large"]',
      '/limit must be integer',
    ],
  });
});

test('what is no object, or cannot be sent, is refused', () => {
  for (const input of [null, 'text', 3, ['name'], '{"name":'] as Json[])
    expect(read(input)).toMatchObject({ ok: false });
  expect(read({ name: '\ud800', size: 'small' })).toMatchObject({ ok: false });
});

test('many faults give few lines', () => {
  const properties = Object.fromEntries([...'abcdefghij'].map((key) => [key, { type: 'string' }]));
  const wide = aTool('shop', 'wide', 'd', properties);
  const found = proposedArguments(wide, {});
  expect(found.ok ? [] : found.problems).toHaveLength(5);
});
