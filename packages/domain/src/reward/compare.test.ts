import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Compare, ValueCompare } from '../dataset/task.ts';
import type { Json } from '../json.ts';
import { shortfallOf } from './compare.ts';

const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 });
/** Texts of any UTF-16 units, lone surrogates among them. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  units.map((all) => String.fromCharCode(...all)),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const anything = fc.oneof(fc.jsonValue(), scalar, fc.array(scalar)) as fc.Arbitrary<Json>;
const ofValues: fc.Arbitrary<ValueCompare> = fc.constantFrom(
  { type: 'exact' },
  { type: 'number', relative: 0.001 },
  { type: 'number', relative: 0, absolute: 2 },
  { type: 'date' },
  { type: 'text' },
);
const compares: fc.Arbitrary<Compare> = fc.oneof(
  ofValues,
  fc.record(
    { type: fc.constantFrom('set' as const, 'list' as const), of: ofValues },
    { requiredKeys: ['type'] },
  ),
);

const numbers = (relative: number, absolute?: number): Compare => ({
  type: 'number',
  relative,
  ...(absolute === undefined ? {} : { absolute }),
});

test('any label matches itself, and any two values are compared', () => {
  fc.assert(
    fc.property(compares, anything, anything, (compare, label, other) => {
      expect(shortfallOf(compare, label, label)).toBeNull();
      expect(() => shortfallOf(compare, label, other)).not.toThrow();
    }),
  );
});

test('beyond the tolerance nothing matches, within it all does', () => {
  const tolerances = fc.double({ min: 0, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 0.4, max: 1.6 }), tolerances, (label, by, relative) => {
      const given = label * by;
      fc.pre(!Number.isInteger(label) && Number.isFinite(given));
      const within = Math.abs(label - given) <= relative * Math.abs(label);
      expect(shortfallOf(numbers(relative), label, given)).toBe(within ? null : 'differs');
    }),
  );
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (label, given) => {
      for (const compare of [numbers(0.5), { type: 'exact' } as const])
        expect(shortfallOf(compare, label, given)).toBe(label === given ? null : 'differs');
      expect(shortfallOf(numbers(0, 3), label, label + 3)).toBeNull();
      expect(shortfallOf(numbers(0, 3), label, label + 4)).toBe('differs');
    }),
  );
});

test.for([
  [3, 2.9999999999999996],
  [828, 828.0000000000001],
  [0, -0],
  [93.922, 93.9],
  [93.922, '93.922'],
  [26, '26'],
  ['01234', '01234'],
  ['9800', 9800],
  [-4.5, '-4.5'],
] as [Json, unknown][])('%j is met by %j', ([label, given]) => {
  expect(shortfallOf(numbers(0.001), label, given)).toBeNull();
});

test.for([
  [7020, 7021, 'differs'],
  [1e10, 1e10 + 1, 'differs'],
  [12, '12 km', 'unreadable'],
  [1234.5, '1,234.5', 'unreadable'],
  [12, '१२', 'unreadable'],
  [12, '0xc', 'unreadable'],
  [12, ' 12', 'unreadable'],
  [12, '12 or 13', 'unreadable'],
  [12, 'NaN', 'unreadable'],
  [12, Number.POSITIVE_INFINITY, 'type'],
  [12, '1e999', 'unreadable'],
  [12, null, 'type'],
  [1, true, 'type'],
  [12, [12], 'type'],
  [12, { value: 12 }, 'type'],
  ['01234', 1234, 'differs'],
  ['yes', true, 'type'],
  [true, 'true', 'unreadable'],
  [['a'], 'a', 'type'],
  [['a'], { 0: 'a', length: 1 }, 'type'],
] as [Json, unknown, string][])('%j is not met by %j: %s', ([label, given, reason]) => {
  expect(shortfallOf(numbers(0.001), label, given)).toBe(reason);
});

test('a text matches exactly but for how its signs are composed', () => {
  fc.assert(
    fc.property(text, text, (label, given) => {
      const same = label.normalize('NFC') === given.normalize('NFC');
      expect(shortfallOf({ type: 'exact' }, label, given) === null).toBe(same);
      expect(shortfallOf({ type: 'exact' }, label, label.normalize('NFD'))).toBeNull();
    }),
  );
});

test('what is equal either way is equal the other way', () => {
  const days = fc.constantFrom('2024-03-05', '5 March 2024', '2024-03-06', '6.3.2024');
  const value = fc.oneof(text, days, fc.constantFrom('Ab', 'AB', 'ab.'));
  const list = fc.array(value, { maxLength: 4 });
  const exactly = fc.constantFrom<ValueCompare>({ type: 'exact' }, { type: 'text' });
  fc.assert(
    fc.property(exactly, list, list, (of, one, other) => {
      for (const type of ['set', 'list'] as const)
        expect(shortfallOf({ type, of }, one, other) === null).toBe(
          shortfallOf({ type, of }, other, one) === null,
        );
    }),
  );
  fc.assert(
    fc.property(days, days, (one, other) => {
      const [there, back] = [
        shortfallOf({ type: 'date' }, one, other),
        shortfallOf({ type: 'date' }, other, one),
      ];
      expect(there).toBe(back);
    }),
  );
});

test('a set matches in any order, a list in one', () => {
  const shuffled = fc
    .array(scalar, { minLength: 1, maxLength: 8 })
    .chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, scalar, ([label, given], more) => {
      expect(shortfallOf({ type: 'set' }, label, given)).toBeNull();
      expect(shortfallOf({ type: 'set' }, label, [...given, more])).toBe('length');
      expect(shortfallOf({ type: 'set' }, label, given.slice(1))).toBe('length');
    }),
  );
  expect(shortfallOf({ type: 'list' }, ['b', 'a'], ['b', 'a'])).toBeNull();
  expect(shortfallOf({ type: 'list' }, ['b', 'a'], ['a', 'b'])).toBe('order');
  expect(shortfallOf({ type: 'list' }, ['b', 'a'], ['a', 'a'])).toBe('differs');
  expect(shortfallOf({ type: 'exact' }, ['b', 'a'], ['a', 'b'])).toBe('order');
  expect(shortfallOf({ type: 'set' }, ['a', 'a', 'b'], ['a', 'b', 'b'])).toBe('differs');
});

test('each number of a set needs a partner of its own', () => {
  const set = { type: 'set' } as const;
  expect(shortfallOf(set, [100.05, 100], [99.99, 100])).toBeNull();
  expect(shortfallOf(set, [1.5, -2.5, 1.5], [1.5, 1.5, -2.5])).toBeNull();
  expect(shortfallOf(set, [1.5, 2.5], [1.5, 1.5])).toBe('differs');
  expect(shortfallOf(set, [10, 20], [20, 11])).toBe('differs');
  expect(shortfallOf(set, [1.5, 2.5], [2.5, '1.5 km'])).toBe('unreadable');
});

test('elements compare as their list says', () => {
  const days = { type: 'set', of: { type: 'date' } } as const;
  expect(shortfallOf(days, ['2024-03-05', '2024-03-06'], ['6 March 2024', '5/3/2024'])).toBe(
    'unreadable',
  );
  expect(shortfallOf(days, ['2024-03-05', '2024-03-06'], ['6 March 2024', '5 March 2024'])).toBe(
    null,
  );
  const texts = { type: 'list', of: { type: 'text' } } as const;
  expect(shortfallOf(texts, ['Open every day'], ['open every day.'])).toBeNull();
  expect(shortfallOf({ type: 'list' }, ['Open every day'], ['open every day.'])).toBe('differs');
});

test('what is huge or deep is another value, soon', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  for (const compare of [{ type: 'exact' }, { type: 'text' }, { type: 'date' }] as const) {
    expect(shortfallOf(compare, 'a', deep)).toBe('type');
    expect(shortfallOf(compare, ['a'], deep)).toBe('type');
    expect(shortfallOf(compare, 'a', ' '.repeat(5_000_000))).toBe('differs');
  }
  expect(shortfallOf({ type: 'text' }, 'a', `a${' '.repeat(10_000)}`)).toBeNull();
  expect(shortfallOf({ type: 'text' }, 'a', `a${' '.repeat(10_001)}`)).toBe('differs');
  expect(shortfallOf({ type: 'set' }, ['a'], new Array(1_000_000).fill('a'))).toBe('length');
});
