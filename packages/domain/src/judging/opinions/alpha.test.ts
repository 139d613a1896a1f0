import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alpha, type Unit } from './alpha.ts';

/** What each judge gave, a column per thing; a dot where one gave nothing. */
const unitsOf = (...judges: readonly string[]): Unit[] => {
  const rows = judges.map((row) => row.split(' '));
  return (rows[0] ?? []).map((_, at) =>
    rows.flatMap((row) => (row[at] === '.' ? [] : [Number(row[at])])),
  );
};

test('four observers of twelve units, with gaps (Krippendorff 2011, section C)', () => {
  const units = unitsOf(
    '1 2 3 3 2 1 4 1 2 . . .',
    '1 2 3 3 2 2 4 1 2 5 . 3',
    '. 3 3 3 2 3 4 2 2 5 1 .',
    '1 2 3 3 2 4 4 1 2 5 1 .',
  );
  expect(alpha(units)).toBeCloseTo(0.849, 3);
});

test('three coders of fifteen units, with gaps (the computational example of Wikipedia)', () => {
  const units = unitsOf(
    '. . . . . 3 4 1 2 1 1 3 3 . 3',
    '1 . 2 1 3 3 4 3 . . . . . . .',
    '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
  );
  expect(alpha(units)).toBeCloseTo(0.811, 3);
});

test('two observers of a binary question (Krippendorff 2011, section A)', () => {
  const units = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0');
  expect(alpha(units)).toBeCloseTo(0.095, 3);
});

test('where all scores are equal, or nothing was scored twice, there is no telling', () => {
  expect(
    alpha([
      [4, 4],
      [4, 4],
    ]),
  ).toBeNull();
  expect(alpha([[1], [5]])).toBeNull();
  expect(alpha([])).toBeNull();
});

const units = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }), {
  maxLength: 12,
});

test('it is 1 exactly where judges agree, never more, and knows neither order nor offset', () => {
  fc.assert(
    fc.property(units, (all) => {
      const value = alpha(all);
      if (value === null) return;
      const agree = all.every((unit) => new Set(unit).size < 2);
      expect(value).toBeLessThanOrEqual(1);
      expect(value === 1).toBe(agree);
      expect(alpha(all.map((unit) => unit.toReversed()))).toBeCloseTo(value, 9);
      expect(alpha(all.map((unit) => unit.map((score) => score + 7)))).toBeCloseTo(value, 6);
    }),
  );
});
