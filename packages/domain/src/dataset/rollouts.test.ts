import { expect, test } from 'vitest';
import { rolloutsOf } from './rollouts.ts';

const solver = { model: 'm', prompt: { name: 'solve', version: 1, hash: 'h' } };

test('estimates are told for one, two, four … and all attempts', () => {
  const { pass_at_k, pass_hat_k } = rolloutsOf(solver, { n: 6, passed: 3 }, { n: 2, passed: 0 });
  expect(Object.keys(pass_at_k)).toEqual(['1', '2', '4', '6']);
  expect(pass_at_k['1']).toBeCloseTo(0.5);
  expect(pass_at_k['2']).toBeCloseTo(0.8);
  expect(pass_hat_k['2']).toBeCloseTo(0.2);
  expect([pass_at_k['6'], pass_hat_k['6']]).toEqual([1, 0]);
});

test.each([
  [1, ['1']],
  [2, ['1', '2']],
  [4, ['1', '2', '4']],
])('of %i attempts', (n, keys) => {
  const found = rolloutsOf(solver, { n, passed: n }, { n: 0, passed: 0 });
  expect(Object.keys(found.pass_hat_k)).toEqual(keys);
  expect(found).toMatchObject({ ...solver, n, passed: n, closed_book: { n: 0, passed: 0 } });
});
