import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { type Parameter, parametersOf } from './parameters.ts';

const of = (properties: JsonObject, more: JsonObject = {}): Parameter[] =>
  parametersOf({ inputSchema: { type: 'object', properties, ...more } });

const pointers = (properties: JsonObject, more: JsonObject = {}): string[] =>
  of(properties, more).map((parameter) => parameter.pointer);

test('a scalar carries what its schema says', () => {
  const limit = { type: 'integer', description: 'How many', minimum: 1, maximum: 100, default: 10 };
  expect(of({ limit })).toEqual([
    { ...limit, pointer: '/limit', name: 'limit', required: false, isArrayOf: false },
  ]);
  const [day] = of({ day: { type: 'string', format: 'date' } }, { required: ['day'] });
  expect(day).toMatchObject({ required: true, format: 'date', description: '' });
});

test('elements of arrays stand at *, with the description and default of the array', () => {
  const names = {
    type: 'array',
    items: { type: 'string', enum: ['a', 'b'] },
    description: 'Who',
    default: ['a'],
  };
  expect(of({ names }, { required: ['names'] })).toEqual([
    {
      pointer: '/names/*',
      name: 'names',
      required: true,
      description: 'Who',
      type: 'string',
      isArrayOf: true,
      enum: ['a', 'b'],
      default: ['a'],
    },
  ]);
});

test('a leaf is required if all that holds it is', () => {
  const point = {
    type: 'object',
    properties: { lat: { type: 'number' }, note: { type: 'string' } },
    required: ['lat'],
  };
  const found = of(
    { from: point, to: point, 'a/b': { type: 'array', items: point } },
    { required: ['from', 'a/b'] },
  );
  expect(found.map(({ pointer, required }) => [pointer, required])).toEqual([
    ['/from/lat', true],
    ['/from/note', false],
    ['/to/lat', false],
    ['/to/note', false],
    ['/a~1b/*/lat', true],
    ['/a~1b/*/note', false],
  ]);
});

test('local references and nullable unions are resolved', () => {
  const defs = { Id: { type: 'integer', description: 'An id' }, Loop: { $ref: '#/$defs/Loop' } };
  const found = of(
    {
      a: { $ref: '#/$defs/Id', description: 'The order' },
      b: { anyOf: [{ $ref: '#/$defs/Id' }, { type: 'null' }], default: null },
      c: { type: ['string', 'null'] },
      d: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      e: { $ref: '#/$defs/Loop' },
      f: { $ref: 'other.json' },
      g: { const: 'fixed' },
    },
    { $defs: defs },
  );
  expect(found.map(({ type }) => type)).toEqual([
    'integer',
    'integer',
    'string',
    'any',
    'any',
    'any',
    'string',
  ]);
  expect(found[0]?.description).toBe('The order');
  expect(found[1]).toMatchObject({ description: 'An id', default: null });
  expect(found[6]?.const).toBe('fixed');
});

test('a schema that holds itself ends, and many parameters are cut', () => {
  const tree = {
    type: 'object',
    properties: { name: { type: 'string' }, child: { $ref: '#/$defs/Tree' } },
  };
  expect(
    pointers({ root: { $ref: '#/$defs/Tree' } }, { $defs: { Tree: tree } }).slice(0, 2),
  ).toEqual(['/root/name', '/root/child/name']);
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, {}]));
  expect(of(many)).toHaveLength(200);
});

test('open objects, tuples and tools without parameters', () => {
  expect(of({ data: { type: 'object' } })[0]).toMatchObject({ pointer: '/data', type: 'object' });
  expect(pointers({ box: { type: 'array', items: [{ type: 'number' }] } })).toEqual(['/box/*']);
  expect(of({})).toEqual([]);
});

test('any JSON as a schema is read without an error', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (properties) => {
      expect(() => of(properties as Record<string, Json>)).not.toThrow();
    }),
  );
});
