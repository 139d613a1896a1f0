import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomOf, seedOf } from './random.ts';

const part = fc.oneof(fc.string(), fc.integer());
const parts = fc.array(part, { minLength: 1, maxLength: 4 });

test('a seed is an unsigned 31-bit integer that the parts alone decide', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const seed = seedOf(...given);
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
      expect(seedOf(...given)).toBe(seed);
    }),
  );
});

test('other parts, another order or another split give another seed', () => {
  const seeds = [
    seedOf(1, 'plan', 2),
    seedOf(1, 'plan', 3),
    seedOf(2, 'plan', 1),
    seedOf('1', 'plan', 2),
    seedOf('1plan', 2),
    seedOf(12),
    seedOf(1, 2),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
});

test('two sources with the same parts make the same choices', () => {
  fc.assert(
    fc.property(parts, fc.array(fc.integer({ min: 1, max: 1000 })), (given, limits) => {
      const [one, two] = [randomOf(...given), randomOf(...given)];
      expect(limits.map((limit) => one.below(limit))).toEqual(
        limits.map((limit) => two.below(limit)),
      );
    }),
  );
});

test('what it gives is in range, and every choice comes up', () => {
  const random = randomOf(7);
  const drawn = Array.from({ length: 300 }, () => random.below(6));
  expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  expect(new Set(Array.from({ length: 60 }, () => random.pick(['a', 'b', 'c']))).size).toBe(3);
  expect(random.pick([])).toBeUndefined();
  expect(random.below(1)).toBe(0);
});

test('a shuffle keeps every item once and leaves its input alone', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const before = [...items];
      const shuffled = randomOf(seed).shuffle(items);
      expect(items).toEqual(before);
      expect(shuffled.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
      expect(randomOf(seed).shuffle(items)).toEqual(shuffled);
    }),
  );
});

test('every item can come first and every item can come last', () => {
  const orders = Array.from({ length: 60 }, (_, seed) => randomOf(seed).shuffle(['a', 'b', 'c']));
  expect(new Set(orders.map((order) => order.join(''))).size).toBe(6);
});
