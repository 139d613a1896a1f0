import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { computes } from './computes.ts';

const number = { type: 'number' };
const point = {
  type: 'object',
  properties: { longitude: number, latitude: number },
  required: ['longitude', 'latitude'],
};
const shape = {
  anyOf: [
    { type: 'array', items: number },
    { type: 'array', items: { type: 'array', items: number } },
  ],
};
const needing = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  ...{ type: 'object', properties, required },
});

test.each<[string, boolean, JsonObject]>([
  ['two numbers', true, needing({ a: number, b: number })],
  ['two points and a choice', true, needing({ from: point, units: { enum: ['km', 'mi'] } })],
  ['shapes of numbers', true, needing({ geometry: shape })],
  ['an optional text beside', true, needing({ a: number, note: { type: 'string' } }, ['a'])],
  ['a reference', true, { ...needing({ a: { $ref: '#/$defs/n' } }), $defs: { n: number } }],
  ['a text', false, needing({ query: { type: 'string' } })],
  ['a text beside a number', false, needing({ a: number, city: { type: 'string' } })],
  ['an id', false, needing({ stateId: { type: 'integer' } })],
  ['a year', false, needing({ year: { type: 'integer' } })],
  ['nothing', false, needing({})],
  ['nothing that it must be given', false, needing({ a: number }, [])],
  ['a choice alone', false, needing({ units: { enum: ['km', 'mi'] } })],
  ['what nobody says', false, needing({ a: {} })],
  ['itself', false, needing({ a: { $ref: '#' } })],
])('%s: %s', (_what, wanted, inputSchema) => {
  expect(computes({ inputSchema })).toBe(wanted);
});
