import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits, hashOf, newKey, partsOf } from './api-key.ts';

test('a new key is made of its id and a secret that fits its hash, and no other', () => {
  const [one, two] = [newKey(), newKey()];
  expect(partsOf(one.key)?.id).toBe(one.id);
  expect(fits(partsOf(one.key)?.secret ?? '', one.hash)).toBe(true);
  expect(fits(partsOf(two.key)?.secret ?? '', one.hash)).toBe(false);
  expect(one.key).not.toContain(one.hash);
});

test('what differs from a key in one place is no key, or does not fit', () => {
  const { key, id, hash } = newKey();
  const place = fc.nat({ max: key.length - 1 });
  fc.assert(
    fc.property(place, fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
      fc.pre(letter !== key[at]);
      const parts = partsOf(key.slice(0, at) + letter + key.slice(at + 1));
      expect(parts === null || parts.id !== id || !fits(parts.secret, hash)).toBe(true);
    }),
  );
});

test('any text can be held against a hash', () => {
  const hash = hashOf('secret');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fits(text, hash)).toBe(text === 'secret');
    }),
  );
});
