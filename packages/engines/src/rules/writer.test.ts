import { expect, test } from 'vitest';
import { menu, town } from './testing/notes.ts';
import { cafes } from './testing/tables.ts';
import { aPlan, columnsIn, explore, written } from './testing/world.ts';
import { FRAMES, writeTasks } from './writer.ts';

test('frames have different names', () => {
  expect(new Set(FRAMES.map((frame) => frame.name)).size).toBe(FRAMES.length);
});

test('a walk cut short or stuck gives no task, and says so', () => {
  const plan = aPlan(cafes, { pick: 'named', hops: 1, menu });
  const history = explore(plan, town).slice(0, 1);
  expect(writeTasks(plan, history, columnsIn(town))).toEqual({
    proposals: [],
    misfits: [{ frame: 'walk', reason: 'cut short' }],
  });
  expect(written({ ...plan, menu: [] }, town)).toEqual({
    proposals: [],
    misfits: [{ frame: 'walk', reason: 'the record refers to nothing that can be looked up' }],
  });
});

test('every frame that fits writes, and the same walk is written alike', () => {
  const plan = aPlan(cafes);
  const once = written(plan, town);
  expect(once.proposals.map((proposal) => proposal.frame)).toEqual([
    'total and average over a complete list',
    'which of two has the larger X, and by how much',
    'which and how many N satisfy P',
  ]);
  expect(once.misfits).toEqual([]);
  expect(written(plan, town)).toEqual(once);
});
