import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUNCTION_NAME, functionName, functionNames } from './function-name.ts';

test.each([
  ['files/read_text_file', 'files__read_text_file'],
  ['a-b/c', 'a-b__c'],
  ['maps/v1/distance', 'maps__v1__distance'],
  ['submit_answer', 'submit_answer'],
  [`s/${'t'.repeat(61)}`, `s__${'t'.repeat(61)}`],
])('%s is %s', (id, name) => {
  expect(functionName(id)).toBe(name);
});

test.each([
  ['shop/orders.list', /^shop__orders_list___[0-9a-f]{16}$/],
  ['shop/_private', /^shop___[0-9a-f]{16}$|^shop__private___[0-9a-f]{16}$/],
  ['shop_/list', /^shop__list___[0-9a-f]{16}$/],
  ['shop/a__b', /^shop__a__b___[0-9a-f]{16}$/],
  ['shop/größe', /^shop__gr__e___[0-9a-f]{16}$/],
  [`s/${'t'.repeat(62)}`, /^s__t{42}___[0-9a-f]{16}$/],
  ['_/_', /^___[0-9a-f]{16}$/],
])('%s is not plain', (id, pattern) => {
  expect(functionName(id)).toMatch(pattern);
});

// Few characters, so that ids which differ in one underscore or slash meet.
const id = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', '_', '-'), minLength: 1, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom('a', 'b', '_', '/', '.', 'é'), minLength: 1, maxLength: 6 }),
  )
  .map(([server, tool]) => `${server}/${tool}`);

test('every name is valid, no two tools share one, and each leads back to its tool', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(id, fc.string()), { maxLength: 60 }), (given) => {
      const ids = [...new Set(given)];
      const idOf = functionNames(ids);
      expect([...idOf.values()].sort()).toEqual(ids.sort());
      for (const [name, id] of idOf) {
        expect(name).toMatch(FUNCTION_NAME);
        expect(functionName(id)).toBe(name);
        if (!name.includes('___')) expect(name.replaceAll('__', '/')).toBe(id);
      }
    }),
    { numRuns: 500 },
  );
});
