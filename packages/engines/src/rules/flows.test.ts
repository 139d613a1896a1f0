import { expect, test } from 'vitest';
import { flowsOf } from './flows.ts';
import { menu, notes, town } from './testing/notes.ts';
import { cafes } from './testing/tables.ts';
import { aPlan, explore } from './testing/world.ts';
import { traceWalk } from './walk.ts';

const flowsFrom = (plan: ReturnType<typeof aPlan>) => flowsOf(traceWalk(plan, explore(plan, town)));

test('a walk that goes nowhere has no flows', () => {
  expect(flowsFrom(aPlan(cafes, { pick: 'named' }))).toEqual([]);
});

test('a hop is one flow, said from the root and aimed at the leaf it fills', () => {
  const [, ada] = notes;
  const start = ada && aPlan(ada, { pick: 'named', names: ['Ada Quist'], hops: 2, menu });
  const flows = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => start && flowsFrom({ ...start, seed })[0]);
  expect(flows).toContainEqual({
    from: 'c1',
    expression: "$$.c1.relations[from='Ada Quist' and relationType='manages'].to",
    fromPointer: '/relations/0/to',
    to: 'c2',
    toPointer: '/names/0',
  });
});

test('a reference without places beside it is a mistake of the caller', () => {
  const plan = aPlan(cafes, { pick: 'named', hops: 1, menu });
  const walk = traceWalk(plan, explore(plan, town));
  expect(() => flowsOf({ ...walk, places: [] })).toThrow(RangeError);
});
