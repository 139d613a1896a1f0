import { expect, test } from 'vitest';
import { depthOf } from './depth.ts';

const flows = (...pairs: readonly string[]) =>
  pairs.map((pair) => {
    const [from = '', to = ''] = pair.split('>');
    return { from, to };
  });

test('the longest chain counts, however wide it is', () => {
  expect(depthOf([])).toBe(0);
  expect(depthOf(flows('c1>c2'))).toBe(1);
  expect(depthOf(flows('c1>c3', 'c2>c3', 'c1>c3'))).toBe(1);
  expect(depthOf(flows('c1>c2', 'c2>c3'))).toBe(2);
  expect(depthOf(flows('c3>c4', 'c1>c4', 'c1>c2', 'c2>c3'))).toBe(3);
});

test('a circle, which no task has, comes to an end', () => {
  expect(depthOf(flows('c1>c2', 'c2>c1'))).toBeGreaterThan(0);
});
