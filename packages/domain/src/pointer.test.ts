import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { fromPointer, leavesOf, shapePointer, toPointer, valueAt } from './pointer.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;
const segment = fc.string({ unit: fc.constantFrom('a', '~', '/', '0', '1', '', 'é', '*') });

test('segments survive the way to a pointer and back', () => {
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      expect(fromPointer(toPointer(segments))).toEqual(segments);
    }),
  );
});

test('every leaf stands where its pointer says', () => {
  fc.assert(
    fc.property(json, (root) => {
      for (const { pointer, value } of leavesOf(root)) expect(valueAt(root, pointer)).toBe(value);
    }),
  );
});

test('the pointers of leaves are all different, and as many as there are scalars', () => {
  const count = (value: Json): number =>
    value === null || typeof value !== 'object'
      ? 1
      : Object.values(value).reduce<number>((sum, child) => sum + count(child), 0);
  fc.assert(
    fc.property(json, (root) => {
      const pointers = [...leavesOf(root)].map((leaf) => leaf.pointer);
      expect(new Set(pointers).size).toBe(count(root));
      expect(pointers.length).toBe(count(root));
    }),
  );
});

test('a shape pointer keeps names and forgets positions', () => {
  const root = { rows: [{ '0': [1, 2] }, { '0': [3] }] };
  expect(shapePointer(root, '/rows/1/0/0')).toBe('/rows/*/0/*');
  expect(shapePointer(root, '')).toBe('');
  fc.assert(
    fc.property(json, (inner) => {
      const shapes = [...leavesOf([inner, inner])].map((leaf) =>
        shapePointer([inner, inner], leaf.pointer),
      );
      const half = shapes.length / 2;
      expect(shapes.slice(0, half)).toEqual(shapes.slice(half));
    }),
  );
});

test('nothing inherited and nothing beyond a scalar is reached', () => {
  for (const pointer of [
    '/constructor',
    '/__proto__',
    '/a/length',
    '/list/length/x',
    '/list/9',
    '/b',
  ])
    expect(valueAt({ a: 'text', list: [1] }, pointer)).toBeUndefined();
  expect(valueAt(undefined, '')).toBeUndefined();
});
