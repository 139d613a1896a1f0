import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { compileSchema, SCHEMA_LIMIT } from './validator.ts';

const fits = (schema: JsonObject, value: unknown): boolean | string => {
  const compiled = compileSchema(schema);
  return compiled.ok ? compiled.fits(value) : compiled.reason;
};

test('both drafts are understood, as $schema says', () => {
  const items = [{ type: 'number' }, { type: 'string' }];
  const old = { $schema: 'http://json-schema.org/draft-07/schema#', items };
  const recent = { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: items };
  for (const schema of [old, recent, { items }, { prefixItems: items }]) {
    expect(fits(schema, [1, 'a'])).toBe(true);
    expect(fits(schema, ['a', 1])).toBe(false);
  }
});

test('formats, patterns and unknown words are tolerated; a pattern is never run', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string', format: 'starts_with', pattern: '(a+)+$', 'x-note': 1 } },
    patternProperties: { '(': { type: 'number' } },
    additionalProperties: false,
  };
  expect(fits(schema, { a: `${'a'.repeat(60)}!` })).toBe(true);
  expect(fits(schema, { a: 1 })).toBe(false);
});

test('the same $id twice is no conflict', () => {
  const schema = { $id: 'https://example.org/x', type: 'object', required: ['a'] };
  expect(fits(schema, { a: 1 })).toBe(true);
  expect(fits({ ...schema, required: ['b'] }, { a: 1 })).toBe(false);
});

test('what is no schema, refers elsewhere or is huge is refused with the reason', () => {
  expect(fits({ type: 'wrong' }, 1)).toMatch(/type/);
  expect(fits({ $ref: 'https://example.org/y' }, 1)).toMatch(/example\.org/);
  expect(fits({ description: 'x'.repeat(SCHEMA_LIMIT) }, 1)).toMatch(/more than 65536/);
});
