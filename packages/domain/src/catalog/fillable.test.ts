import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { discoveryCalls } from './fillable.ts';
import type { ServerPolicy, Tool } from './tool.ts';

type Seeds = ServerPolicy['seedValues'];

const text = { type: 'string' };

function calls(properties: JsonObject, required: string[], seedValues: Seeds = {}): JsonObject[] {
  const inputSchema = { type: 'object', properties, required };
  const tool: Tool = { server: 's', name: 'find', description: 'd', inputSchema, fingerprint: 'f' };
  const nothing = { include: [], exclude: [], workspace: false };
  return discoveryCalls(tool, { server: 's', trust: 'annotations', ...nothing, seedValues });
}

test('nothing required gives one call without arguments', () => {
  expect(calls({}, [])).toEqual([{}]);
  expect(calls({ limit: { type: 'number', default: 5 } }, [])).toEqual([{}]);
});

test('a required parameter that nothing fills gives no call', () => {
  expect(calls({ a: text }, ['a'])).toEqual([]);
  expect(calls({ a: text, b: text }, ['a', 'b'], { a: ['x'] })).toEqual([]);
  expect(calls({ a: text }, ['a'], { a: [1] })).toEqual([]);
});

test('fixed and listed values fill, defaults are left out', () => {
  const mode = { type: 'string', enum: ['fast', 'slow'], default: 'fast' };
  expect(calls({ mode }, ['mode'])).toEqual([{}]);
  expect(calls({ kind: { enum: ['x', 'y'] }, v: { const: 2 } }, ['kind', 'v'])).toEqual([
    { kind: 'x', v: 2 },
    { kind: 'y', v: 2 },
  ]);
  expect(calls({ mode }, [], { mode: ['fast', 'slow'] })).toEqual([{}, { mode: 'slow' }]);
});

test('seed values give one call each; those of the tool win; optional ones come after', () => {
  expect(calls({ a: text }, ['a'], { a: ['x', 'y'] })).toEqual([{ a: 'x' }, { a: 'y' }]);
  expect(calls({ a: text }, ['a'], { a: ['x'], 'find.a': ['z'] })).toEqual([{ a: 'z' }]);
  expect(calls({ a: text }, ['a'], { a: ['x'], 'other.a': ['z'] })).toEqual([{ a: 'x' }]);
  expect(calls({ a: text, b: text }, ['a'], { a: ['x'], b: ['u'] })).toEqual([
    { a: 'x' },
    { a: 'x', b: 'u' },
  ]);
});

test('one seed value for a parameter with a default stands in every call', () => {
  const at = { type: 'string', default: '.' };
  expect(calls({ at, b: text }, [], { at: ['/x'], b: ['u', 'v'] })).toEqual([
    { at: '/x' },
    { at: '/x', b: 'u' },
    { at: '/x', b: 'v' },
  ]);
  expect(calls({ at, a: text }, ['a'], { at: ['/x'], a: ['u', 'v'] })).toEqual([
    { at: '/x', a: 'u' },
    { at: '/x', a: 'v' },
  ]);
  // Two are no default, and one that does not fit the schema is none either.
  expect(calls({ at }, [], { at: ['/x', '/y'] })).toEqual([{}, { at: '/x' }, { at: '/y' }]);
  expect(calls({ at }, [], { at: [1] })).toEqual([{}]);
});

test('arrays and objects are filled from the values of their parts', () => {
  const names = { type: 'array', items: text };
  expect(calls({ names }, ['names'], { names: ['Ann', 'Bo'] })).toEqual([
    { names: ['Ann'] },
    { names: ['Bo'] },
  ]);
  const pair = { ...names, minItems: 2 };
  expect(calls({ pair }, ['pair'], { pair: ['a', 'b', 'c'] })).toEqual([{ pair: ['a', 'b'] }]);
  expect(calls({ pair }, ['pair'], { pair: ['a'] })).toEqual([]);
  const at = { type: 'object', properties: { lat: { type: 'number' } }, required: ['lat'] };
  expect(calls({ at }, ['at'], { lat: [46.5] })).toEqual([{ at: { lat: 46.5 } }]);
});

test('a schema that requires itself without end gives no call', () => {
  const tree = { $ref: '#/properties/node' };
  const node = { type: 'object', properties: { node: tree }, required: ['node'] };
  expect(calls({ node }, ['node'])).toEqual([]);
});

test('at most twelve, all different, always the same, and every seed is tried while there is room', () => {
  const values = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 12 });
  const number = { type: 'number' };
  fc.assert(
    fc.property(values, values, (a, b) => {
      const find = () => calls({ a: number, b: number }, ['a', 'b'], { a, b });
      const found = find();
      expect(found).toEqual(find());
      expect(found).toHaveLength(Math.min(12, a.length * b.length));
      expect(new Set(found.map((args) => JSON.stringify(args))).size).toBe(found.length);
      expect(new Set(found.map((args) => args.a))).toEqual(new Set(a));
      expect(new Set(found.map((args) => args.b))).toEqual(new Set(b));
    }),
  );
});
