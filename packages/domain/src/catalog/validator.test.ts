import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { compileSchema, DEEPEST_SCHEMA, SCHEMA_LIMIT, shallow } from './validator.ts';

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

test('a property is what the arguments hold themselves, also under a name that all objects inherit', () => {
  for (const name of ['valueOf', 'constructor', 'toString', '__proto__']) {
    const properties = Object.fromEntries([[name, { type: 'string' }]]);
    expect(fits({ type: 'object', properties }, {})).toBe(true);
    expect(fits({ type: 'object', properties, required: [name] }, {})).toBe(false);
    const given = Object.fromEntries([[name, 'a']]);
    expect(fits({ type: 'object', properties, required: [name] }, given)).toBe(true);
  }
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

test.each([
  ['properties', (inner: JsonObject): JsonObject => ({ properties: { a: inner } }), 2],
  ['items', (inner: JsonObject): JsonObject => ({ items: inner }), 1],
  ['anyOf', (inner: JsonObject): JsonObject => ({ anyOf: [inner] }), 2],
])('a schema nested in %s is refused beyond a depth, however deep it goes', (_, around, levels) => {
  const nested = (times: number): JsonObject => {
    let schema: JsonObject = { type: 'string' };
    for (let time = 0; time < times; time++) schema = around(schema);
    return schema;
  };
  expect(compileSchema(nested(DEEPEST_SCHEMA / levels - 1)).ok).toBe(true);
  const fine = nested(DEEPEST_SCHEMA / levels - 1);
  expect(shallow(fine)).toBe(fine);
  for (const times of [DEEPEST_SCHEMA / levels + 1, 5_000, 50_000]) {
    const refused = 'it is nested more than 200 levels deep';
    expect(fits(nested(times), 1)).toBe(refused);
    expect(fits(shallow(nested(times)), 1)).toBe(refused);
    expect(JSON.stringify(shallow(nested(times))).length).toBeLessThan(5_000);
  }
});
