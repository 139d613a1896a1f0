import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInCanonicalForm } from './canonical-form.ts';

const values = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary', noUnicodeString: false } as object),
  fc.dictionary(fc.stringMatching(/^[0-9a-c]{1,2}$/), fc.double()),
  fc.anything(),
);

test('what it takes is written by the platform as RFC 8785 has it', () => {
  fc.assert(
    fc.property(values, (value) => {
      fc.pre(isInCanonicalForm(value));
      expect(JSON.stringify(value)).toBe(canonicalize(value));
    }),
    { numRuns: 2_000 },
  );
});

test('it takes objects in order, and leaves all others', () => {
  expect(isInCanonicalForm({ a: [1, { b: null, c: 'é' }], b: -0 })).toBe(true);
  const others = [
    { b: 1, a: 1 },
    { 9: 1, 10: 1 },
    ['\ud800'],
    { '\ud800': 1 },
    Number.NaN,
    undefined,
    [undefined],
    Array(1),
    { toJSON: 1 },
    new Date(0),
    new Map(),
    1n,
  ];
  expect(others.filter((other) => isInCanonicalForm(other))).toEqual([]);
});

test('what is nested deep is left', () => {
  let deep: unknown = 0;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  expect(isInCanonicalForm(deep)).toBe(false);
});
