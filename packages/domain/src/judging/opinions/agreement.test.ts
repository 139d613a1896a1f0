import { expect, test } from 'vitest';
import { agreementOf } from './agreement.ts';
import { criteria } from './opinion.ts';
import { failed, opinion } from './testing/opinions.ts';

const same = (score: number) => criteria.map(() => score);

test('agreement counts tasks with two opinions or more, and each of them alike', () => {
  const report = agreementOf([
    [opinion('a', same(5)), opinion('b', same(5))],
    [opinion('a', same(2)), opinion('b', same(3)), opinion('c', same(4))],
    [opinion('a', same(1)), failed('b')],
    [opinion('a', same(1))],
    [],
  ]);
  expect(report.tasks).toBe(2);
  // Two of the three pairs of the second task are one apart. Alpha by hand: 2, 3, 4, 5, 5 differ by
  // 2 * (5 * 79 - 19^2) = 68 in all, and by 12 / 2 within the second task.
  expect(report.criteria.realism).toEqual({
    exact: 1 / 2,
    within_one: (1 + 2 / 3) / 2,
    alpha: 1 - (4 * 6) / 68,
  });
});

test('criteria are told apart', () => {
  const { criteria: found } = agreementOf([
    [opinion('a', [5, 1, 3, 3, 3]), opinion('b', [5, 5, 3, 3, 4])],
    [opinion('a', [1, 5, 3, 3, 5]), opinion('b', [1, 1, 3, 3, 4])],
  ]);
  expect(found.clarity).toEqual({ exact: 1, within_one: 1, alpha: 1 });
  expect(found.realism).toEqual({ exact: 0, within_one: 0, alpha: -0.5 });
  expect(found.self_containedness).toEqual({ exact: 1, within_one: 1, alpha: null });
  expect(found.fit_of_answer).toMatchObject({ exact: 0, within_one: 1 });
});

test('one judge alone agrees with nobody', () => {
  const { tasks, criteria: found } = agreementOf([[opinion('a', same(3))]]);
  expect(tasks).toBe(0);
  expect(found.clarity).toEqual({ exact: null, within_one: null, alpha: null });
});
