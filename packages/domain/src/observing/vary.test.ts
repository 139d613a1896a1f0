import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { leavesOf, shapePointer } from '../pointer.ts';
import { isVarying, varyingPointers } from './vary.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

test('leaves that differ are named by their place in the shape', () => {
  const first = {
    id: 1,
    rows: [
      { n: 'a', at: 1 },
      { n: 'b', at: 2 },
    ],
    'a/b': 1,
  };
  const second = {
    id: 1,
    rows: [
      { n: 'a', at: 5 },
      { n: 'b', at: 6 },
    ],
    'a/b': 2,
  };
  expect(varyingPointers(first, [second])).toEqual(['/a~1b', '/rows/*/at']);
  expect(varyingPointers(first, [])).toEqual([]);
});

test('an array of another length is named itself and covers what is below', () => {
  const once = { rows: [{ at: 1 }], done: true };
  const varying = varyingPointers(once, [
    { rows: [{ at: 2 }], done: true },
    { rows: [], done: true },
  ]);
  expect(varying).toEqual(['/rows']);
  expect(isVarying(varying, '/rows/*/at')).toBe(true);
  expect(isVarying(varying, '/rowsets')).toBe(false);
  expect(isVarying(varying, '/done')).toBe(false);
});

test('members that come and go, and changed types, are named', () => {
  expect(varyingPointers({ a: 1, b: [1] }, [{ b: { 0: 1 }, c: null }])).toEqual(['/a', '/b', '/c']);
  expect(varyingPointers(1, [2])).toEqual(['']);
  expect(isVarying([''], '/anything')).toBe(true);
});

test('equal observations vary nowhere', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(varyingPointers(value, [structuredClone(value)])).toEqual([]);
    }),
  );
});

test('every leaf of one that is not the same in the other is covered, either way round', () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      const varying = varyingPointers(left, [right]);
      expect(varyingPointers(right, [left])).toEqual(varying);
      const others = new Map([...leavesOf(right)].map((leaf) => [leaf.pointer, leaf.value]));
      for (const { pointer, value } of leavesOf(left))
        if (!others.has(pointer) || others.get(pointer) !== value)
          expect(isVarying(varying, shapePointer(left, pointer))).toBe(true);
    }),
  );
});
