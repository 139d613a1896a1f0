import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { violationOf } from './violation.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const schemaOf = (properties: JsonObject, required: string[] = [], more: JsonObject = {}) => ({
  type: 'object',
  properties,
  required,
  ...more,
});

test('a required property that is missing, however deep', () => {
  expect(violationOf(schemaOf({ a: text, b: whole }, ['a', 'b']), { a: 'x' })).toEqual({
    kind: 'missing',
    pointer: '/b',
    expected: 'integer',
    given: 'undefined',
  });
  const point = schemaOf({ 'lat/1': { type: 'number' } }, ['lat/1']);
  expect(violationOf(schemaOf({ from: point }, ['from']), { from: {} })).toMatchObject({
    kind: 'missing',
    pointer: '/from/lat~11',
  });
});

test.each<[schema: JsonObject, value: Json, expected: string, given: string]>([
  [text, 7, 'string', 'number'],
  [text, null, 'string', 'null'],
  [whole, 'seven', 'integer', 'string'],
  [{ type: 'array', items: text }, 'x', 'array', 'string'],
  [{ type: 'object' }, [], 'object', 'array'],
  [{ type: ['boolean', 'null'] }, 'yes', 'boolean', 'string'],
  [{ anyOf: [whole, { type: 'null' }], default: null }, {}, 'integer', 'object'],
  [{ $ref: '#/$defs/name' }, true, 'string', 'boolean'],
])('a value of another type: %j does not take %j', (schema, value, expected, given) => {
  const whole = schemaOf({ a: schema, b: text }, ['b'], { $defs: { name: text } });
  const fault = { kind: 'type', pointer: '/a', expected, given };
  expect(violationOf(whole, { a: value, b: 'x' })).toEqual(fault);
});

test('an element of a list of another type has its place', () => {
  const schema = schemaOf({ names: { type: 'array', items: text } });
  expect(violationOf(schema, { names: ['a', 2] })).toMatchObject({ pointer: '/names/1' });
  expect(violationOf(schema, { names: [1, 2] })).toBeNull();
});

test.each<[why: string, schema: JsonObject, args: JsonObject]>([
  ['they fit', schemaOf({ a: text }, ['a']), { a: 'x' }],
  ['a default stands in', schemaOf({ a: { ...text, default: 'x' } }, ['a']), {}],
  ['null is allowed', schemaOf({ a: { type: ['string', 'null'] } }), { a: null }],
  ['two are missing', schemaOf({ a: text, b: text }, ['a', 'b']), {}],
  ['one is missing, one wrong', schemaOf({ a: text, b: text }, ['a']), { b: 1 }],
  ['the values are listed', schemaOf({ a: { enum: ['x', 'y'] } }, ['a']), { a: 7 }],
  ['there are alternatives', schemaOf({ a: { anyOf: [text, whole] } }, ['a']), {}],
  ['no type is stated', schemaOf({}, ['a']), {}],
  ['it is too small', schemaOf({ a: { ...whole, minimum: 3 } }), { a: 2 }],
  ['it is not whole', schemaOf({ a: whole }), { a: 1.5 }],
  ['a name is unknown', schemaOf({ a: text }, [], { additionalProperties: false }), { b: 1 }],
  [
    'one is missing, another unknown',
    schemaOf({ a: text }, ['a'], { additionalProperties: false }),
    { b: 1 },
  ],
  [
    'one is missing, another too small',
    schemaOf({ a: text, b: { ...whole, minimum: 3 } }, ['a']),
    { b: 2 },
  ],
  ['the schema is none', { type: 'wrong' }, {}],
])('nothing is said where %s', (_, schema, args) => {
  expect(violationOf(schema, args)).toBeNull();
});

test('what is mended must fit, with whatever bounds the property has', () => {
  const bounds = { ...whole, exclusiveMinimum: 10, maximum: 20, multipleOf: 4 };
  const list = { type: 'array', items: { ...text, minLength: 3 }, minItems: 2 };
  for (const schema of [bounds, list, { ...text, minLength: 5, maxLength: 6 }])
    expect(violationOf(schemaOf({ a: schema }, ['a']), {})).toMatchObject({ pointer: '/a' });
});
