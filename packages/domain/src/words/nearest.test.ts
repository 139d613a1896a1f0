import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const known = ['list_orders', 'find_order', 'rename_order'];

test.each([
  ['list_order', 'list_orders'],
  ['LIST_ORDERS', 'list_orders'],
  ['fnd_ordr', 'find_order'],
  ['delete_everything', undefined],
  ['', undefined],
])('%j most likely means %j', (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

test('of two that are equally near the first is meant', () => {
  expect(nearest('b', ['a', 'c'])).toBe('a');
});
