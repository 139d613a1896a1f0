import { compileSchema } from '@firefly/domain/catalog/validator';
import type { JsonObject } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelSchema } from './model-schema.ts';

const shown = (properties: JsonObject, more: JsonObject = {}) =>
  modelSchema({ type: 'object', properties, ...more }, 20);

test('references are written out, null is left to leaving it out, vendors’ words are gone', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
    properties: {
      at: { $ref: '#/$defs/point', title: 'At' },
      size: { anyOf: [{ type: 'integer', maximum: 9007199254740991 }, { type: 'null' }] },
      kinds: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 1 },
      either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    },
    required: ['at'],
    $defs: { point: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] } },
  };
  expect(modelSchema(schema, 20)).toEqual({
    type: 'object',
    properties: {
      at: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
      size: { type: 'integer' },
      kinds: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, minItems: 1 },
      either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    },
    required: ['at'],
  });
});

test('no alternatives on the top level: the Messages API refuses them', () => {
  const schema = shown({ a: { type: 'string' } }, { anyOf: [{ required: ['a'] }, {}] });
  expect(schema).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
});

test('a property with a name that is refused is left out; where it is required, the tool is', () => {
  const bad = { 'filter[id]': { type: 'string' }, name: { type: 'string' } };
  expect(shown(bad)).toEqual({ type: 'object', properties: { name: { type: 'string' } } });
  expect(shown(bad, { required: ['filter[id]'] })).toBeNull();
});

test('descriptions and long lists are shortened', () => {
  const schema = shown({
    a: { description: 'x'.repeat(50) },
    b: { enum: Array.from({ length: 100 }, (_, at) => at) },
  });
  expect(schema?.properties).toEqual({
    a: { description: `${'x'.repeat(20)}… [30 more characters]` },
    b: { type: 'number' },
  });
});

test('a schema that refers to itself ends', () => {
  const tree = { type: 'object', properties: { child: { $ref: '#' } } };
  expect(JSON.stringify(modelSchema(tree, 20)).length).toBeLessThan(2_000);
});

test('whatever a server lists, an object schema comes out that compiles', () => {
  const any = fc.dictionary(
    fc.constantFrom('type', 'properties', 'required', 'items', 'anyOf', 'enum', 'description'),
    fc.jsonValue({ maxDepth: 4 }),
  );
  fc.assert(
    fc.property(any, (schema) => {
      const made = modelSchema(schema as JsonObject, 20);
      expect(made === null || (made.type === 'object' && made.anyOf === undefined)).toBe(true);
    }),
  );
  const fit = shown({ a: { type: 'string' }, b: { anyOf: [{ type: 'null' }, {}, {}] } });
  expect(fit && compileSchema(fit).ok).toBe(true);
});
