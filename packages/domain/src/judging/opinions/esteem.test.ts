import { expect, test } from 'vitest';
import { esteemOf } from './esteem.ts';
import { failed, opinion } from './testing/opinions.ts';

test('the weakest side counts, averaged over those who gave an opinion', () => {
  expect(esteemOf([opinion('a', [5, 3, 5, 5, 5])])).toBe(3);
  expect(esteemOf([opinion('a', [5, 3, 5, 5, 5]), opinion('b', [4, 4, 5, 5, 5])])).toBe(3.5);
  expect(esteemOf([opinion('a', [5, 5, 5, 5, 4]), failed('b')])).toBe(4);
  expect(esteemOf([failed('b')])).toBe(0);
  expect(esteemOf([])).toBe(0);
});
