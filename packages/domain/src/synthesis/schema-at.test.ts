import { expect, test } from 'vitest';
import { schemaPlace } from './schema-at.ts';

const root = schemaPlace({
  type: 'object',
  required: ['unit', 'points'],
  properties: {
    unit: { enum: ['km'] },
    mode: { anyOf: [{ const: 'a' }, { const: 'b' }] },
    points: { type: 'array', items: { $ref: '#/$defs/point~1two' } },
    pair: { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }] },
    maybe: { anyOf: [{ type: 'array', items: { const: 3 } }, { type: 'null' }] },
    tags: { type: 'object', additionalProperties: { const: 4 } },
    loop: { $ref: '#/properties/loop' },
    away: { $ref: 'other.json#/x' },
    any: {},
  },
  $defs: { 'point/two': { type: 'object', properties: { x: { const: 0 } }, required: ['x'] } },
});

test('a place knows its container, also through references and nullable branches', () => {
  expect(root.container).toBe('object');
  expect(root.child('points').container).toBe('array');
  expect(root.child('points').child('3').container).toBe('object');
  expect(root.child('maybe').container).toBe('array');
  expect(root.child('any').container).toBeUndefined();
  expect(root.child('loop').container).toBeUndefined();
  expect(root.child('away').container).toBeUndefined();
});

test('a place knows its one possible value, and none where branches leave a choice', () => {
  expect(root.child('unit').constant).toBe('km');
  expect(root.child('mode').constant).toBeUndefined();
  expect(root.child('points').child('0').child('x').constant).toBe(0);
  expect(root.child('pair').child('1').constant).toBe(2);
  expect(root.child('maybe').child('7').constant).toBe(3);
  expect(root.child('tags').child('free').constant).toBe(4);
});

test('declared keys are parameters, others are keys of an open object', () => {
  expect(root.required).toEqual(['unit', 'points']);
  expect(root.declares('unit')).toBe(true);
  expect(root.declares('constructor')).toBe(false);
  expect(root.child('tags').declares('free')).toBe(false);
});

test('many references to many branches are walked once each, and a wide schema is cut', () => {
  const refs = (name: string) => Array.from({ length: 12 }, () => ({ $ref: `#/$defs/${name}` }));
  const $defs = Object.fromEntries(
    Array.from({ length: 6 }, (_, at) => [
      `d${at}`,
      { anyOf: refs(`d${at + 1}`), required: [`r${at}`] },
    ]),
  );
  const many = schemaPlace({ $defs: { ...$defs, d6: { required: ['end'] } }, $ref: '#/$defs/d0' });
  expect(many.required).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'end']);
  const wide = Array.from({ length: 5_000 }, (_, at) => ({ required: [`k${at}`] }));
  expect(schemaPlace({ anyOf: wide }).required.length).toBeLessThan(300);
});

test('a reference that cannot be decoded leads nowhere', () => {
  expect(schemaPlace({ $ref: '#/%E0%A4%A' }).container).toBeUndefined();
});
