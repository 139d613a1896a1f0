import { expect, test } from 'vitest';
import type { TaskField } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { answerSchema, answerTemplate } from './answer-form.ts';
import type { ProposedField } from './proposal.ts';

const proposed = (name: string, says: string, kind: 'scalar' | 'list' = 'scalar') =>
  ({ name, says, kind, expression: 'c1.x', compare: { type: 'exact' } }) satisfies ProposedField;
const schemaFor = (answer: Record<string, Json>) =>
  answerSchema(
    Object.entries(answer).map(
      ([name, value]): TaskField => ({
        ...proposed(name, name, Array.isArray(value) ? 'list' : 'scalar'),
        sources: [],
      }),
    ),
    answer,
  );

test('the schema asks for exactly the fields, each of the type of its label', () => {
  expect(
    schemaFor({ total: 3.5, town: 'Basel', open: true, names: ['Ann'], years: [1998] }),
  ).toEqual({
    type: 'object',
    properties: {
      total: { type: 'number' },
      town: { type: 'string' },
      open: { type: 'boolean' },
      names: { type: 'array', items: { type: 'string' } },
      years: { type: 'array', items: { type: 'number' } },
    },
    required: ['total', 'town', 'open', 'names', 'years'],
    additionalProperties: false,
  });
});

test('whole and broken numbers have one type, so the schema gives nothing away', () => {
  expect(schemaFor({ total: 3 }).properties).toEqual(schemaFor({ total: 3.5 }).properties);
});

test('the template is one sentence with a place for each field', () => {
  expect(answerTemplate([proposed('rent', 'monthly rent in EUR')])).toBe(
    'The monthly rent in EUR is {rent}.',
  );
  expect(answerTemplate([proposed('town', 'town'), proposed('names', 'managers', 'list')])).toBe(
    'The town is {town}, and the managers are {names}.',
  );
});
