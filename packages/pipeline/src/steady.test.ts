import type { Json } from '@firefly/domain/json';
import { varyingPointers } from '@firefly/domain/observing/vary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steadyPart } from './steady.ts';

const observation = {
  name: 'Eiderholm',
  tide_m: 3.2,
  'a/b': [
    { id: 1, at: 'now' },
    { id: 2, at: 'then' },
  ],
};

test.each<[string[], Json]>([
  [[], observation],
  [['/tide_m', '/a~1b/*/at'], { name: 'Eiderholm', 'a/b': [{ id: 1 }, { id: 2 }] }],
  [['/a~1b'], { name: 'Eiderholm', tide_m: 3.2 }],
  // Its items change places with what they are: nothing of the list can be told.
  [['/a~1b/*'], { name: 'Eiderholm', tide_m: 3.2 }],
  [['/tide'], observation],
  [[''], null],
])('without %j', (varying, left) => {
  expect(steadyPart(observation, varying)).toEqual(left);
});

test('two answers to one call have the same steady part', () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(json, json, (one, other) => {
      const varying = varyingPointers(one, [other]);
      expect(steadyPart(other, varying)).toEqual(steadyPart(one, varying));
    }),
  );
});
