import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsIdentifier } from './identifiers.ts';

test('a name is found as a whole, hyphens, dots and slashes included', () => {
  expect(holdsIdentifier('Use get-sum on these.', 'get-sum')).toBe(true);
  expect(holdsIdentifier('Use forget-sums on these.', 'get-sum')).toBe(false);
  expect(holdsIdentifier('Ask bank/get-sum', 'bank/get-sum')).toBe(true);
  expect(holdsIdentifier('Ask duck.attach now', 'duck.attach')).toBe(true);
  expect(holdsIdentifier('Ask duckXattach now', 'duck.attach')).toBe(false);
});

test('whatever a tool is called, looking for it never fails', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(holdsIdentifier(`say "${name}"`, name)).toBeTypeOf('boolean');
    }),
  );
});
