import { expect, test } from 'vitest';
import { shapeOf } from './shape.ts';

type Given = Parameters<typeof shapeOf>[0];

const joined = (count: number, ...pairs: readonly (readonly [string, string])[]): Given =>
  ({
    calls: Array.from({ length: count }, (_, at) => ({ id: `c${at + 1}` })),
    flows: pairs.map(([from, to]) => ({ from, to })),
  }) as unknown as Given;

test.each([
  ['single', joined(1)],
  ['chain', joined(2, ['c1', 'c2'])],
  ['chain', joined(3, ['c1', 'c2'], ['c2', 'c3'], ['c2', 'c3'])],
  ['fan-out', joined(3)],
  ['fan-out', joined(3, ['c1', 'c2'], ['c1', 'c3'])],
  ['fan-in', joined(3, ['c1', 'c3'], ['c2', 'c3'])],
  ['fan-in', joined(4, ['c1', 'c2'], ['c1', 'c3'], ['c2', 'c4'], ['c3', 'c4'])],
] as const)('%s', (shape, given) => {
  expect(shapeOf(given)).toBe(shape);
});
