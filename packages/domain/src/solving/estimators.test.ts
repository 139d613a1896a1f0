import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passAtK, passHatK } from './estimators.ts';

/** All ways to choose k of n rollouts, as bit sets. */
function* choices(n: number, k: number): Generator<number[]> {
  for (let set = 0; set < 2 ** n; set += 1) {
    const chosen = Array.from({ length: n }, (_, at) => at).filter((at) => (set >> at) & 1);
    if (chosen.length === k) yield chosen;
  }
}

const cases = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    passed: fc.integer({ min: 0, max: n }),
    k: fc.integer({ min: 1, max: n }),
  }),
);

test('both are what counting every choice of k rollouts gives', () => {
  fc.assert(
    fc.property(cases, ({ n, passed, k }) => {
      const sets = [...choices(n, k)];
      const share = (holds: (chosen: number[]) => boolean) =>
        sets.filter(holds).length / sets.length;
      const attempts = { n, passed };
      const one = share((chosen) => chosen.some((at) => at < passed));
      const all = share((chosen) => chosen.every((at) => at < passed));
      expect(passAtK(attempts, k)).toBeCloseTo(one, 12);
      expect(passHatK(attempts, k)).toBeCloseTo(all, 12);
    }),
  );
});

test('many rollouts overflow nothing, and more of them only help where one is enough', () => {
  expect(passAtK({ n: 10_000, passed: 1 }, 100)).toBeCloseTo(0.01, 12);
  expect(passHatK({ n: 10_000, passed: 9_999 }, 100)).toBeCloseTo(0.99, 12);
  fc.assert(
    fc.property(cases, ({ n, passed, k }) => {
      const wider = Math.min(n, k + 1);
      expect(passAtK({ n, passed }, wider)).toBeGreaterThanOrEqual(passAtK({ n, passed }, k));
      expect(passHatK({ n, passed }, wider)).toBeLessThanOrEqual(passHatK({ n, passed }, k));
      expect(passAtK({ n, passed }, 1)).toBeCloseTo(passed / n, 12);
      expect(passHatK({ n, passed }, 1)).toBeCloseTo(passed / n, 12);
    }),
  );
});

test('counts that cannot be are refused', () => {
  for (const [n, passed, k] of [
    [4, 5, 1],
    [4, -1, 1],
    [4, 2, 5],
    [4, 2, 0],
    [4, 2, 1.5],
    [0, 0, 1],
  ] as const)
    for (const estimate of [passAtK, passHatK])
      expect(() => estimate({ n, passed }, k)).toThrow(RangeError);
});
