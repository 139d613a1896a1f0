import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../identity.ts';
import type { Json } from '../json.ts';
import { isKeepable } from './keepable.ts';

const nested = (levels: number): Json => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const surrogate = String.fromCharCode(0xd800);

test('what is keepable has a canonical form, and what has none is not', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(surrogate));
  const number = fc.oneof(fc.double(), fc.constant(Number.POSITIVE_INFINITY));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      ...[text, number, fc.boolean(), fc.constant(null)],
      fc.array(tie('value')),
      fc.dictionary(fc.oneof(text, fc.constant('__proto__')), tie('value')),
    ),
  }));
  fc.assert(
    fc.property(value, (one) => {
      let written = true;
      try {
        canonicalJson(one);
      } catch {
        written = false;
      }
      expect(isKeepable(one as Json)).toBe(written);
    }),
  );
});

test.for<[string, Json, boolean]>([
  ['deep', nested(200), true],
  ['too deep', nested(201), false],
  ['far too deep', nested(200_000), false],
  ['a key', { [surrogate]: 1 }, false],
  ['a key of its own', JSON.parse(`{"__proto__":"\\ud800"}`), false],
])('%s', ([, value, keepable]) => {
  expect(isKeepable(value)).toBe(keepable);
});
