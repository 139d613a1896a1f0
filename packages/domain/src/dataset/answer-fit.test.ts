import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { makeAnswerFit } from './answer-fit.ts';

const schema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { pattern: { type: 'string', description: 'costs $5' } },
  required: ['pattern'],
  additionalProperties: false,
};
const fit = makeAnswerFit();

test('an answer fits or the reason is named', () => {
  expect(fit({ pattern: 'stripes' }, schema)).toBeNull();
  expect(fit({ pattern: 1 }, schema)).toMatch(/answer\/pattern must be string/);
  expect(fit({}, schema)).toMatch(/required/);
  expect(fit({ pattern: 'a', more: 1 }, schema)).toMatch(/additional/);
});

test.for<[string, JsonObject]>([
  ['an unknown keyword', { typo: 1 }],
  ['another dialect', { $schema: 'http://json-schema.org/draft-04/schema#' }],
  ['a bad keyword value', { type: 'strin' }],
  ['a pattern', { properties: { a: { type: 'string', pattern: '(a+)+$' } } }],
  ['pattern properties', { patternProperties: { '(a+)+$': {} } }],
  ['a reference', { $ref: 'https://json-schema.org/draft/2020-12/schema' }],
  ['an identity', { $id: 'https://json-schema.org/draft/2020-12/schema' }],
  ['asynchrony', { $async: true }],
])('%s in a schema is refused, and the next check works', ([, bad]) => {
  expect(fit({ pattern: 'x' }, bad)).toMatch(/schema/);
  expect(fit({ pattern: 'x' }, schema)).toBeNull();
});
