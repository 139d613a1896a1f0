import type { CompletedCall, WalkPlan } from '@firefly/domain/exploration/plan';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesExplorer } from './explorer.ts';
import { menu, notes, town } from './testing/notes.ts';
import { cafes } from './testing/tables.ts';
import { answerOf, aPlan, explore, OPEN } from './testing/world.ts';
import { traceWalk } from './walk.ts';

const anyPlan: fc.Arbitrary<WalkPlan> = fc
  .record({
    seed: fc.nat(),
    pick: fc.constantFrom('none' as const, 'extreme' as const, 'named' as const),
    hops: fc.constantFrom(0, 1, 2),
    start: fc.constantFrom(cafes, ...notes),
  })
  .map(({ start, seed, pick, hops }) =>
    start === cafes
      ? aPlan(cafes, { seed, pick, hops: pick === 'none' ? 0 : hops, menu })
      : aPlan(start, {
          seed,
          pick: 'named',
          hops,
          menu,
          names: Object.values(start.arguments).flat().map(String),
        }),
  );

test('the same plan and history give the same walk', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const history = explore(plan, town);
      const again = JSON.parse(JSON.stringify({ plan, history }));
      expect(traceWalk(again.plan, again.history)).toEqual(traceWalk(plan, history));
    }),
  );
});

test('a history cut anywhere asks for exactly the call that came next', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const history = explore(plan, town);
      for (const [at, { tool, arguments: args }] of history.entries())
        expect(rulesExplorer.next(plan, history.slice(0, at))).toEqual({
          call: { tool, arguments: args },
        });
    }),
  );
});

test('a walk that goes through has one place more than references, each where it says', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const history = explore(plan, town);
      const walk = traceWalk(plan, history);
      if (!('stop' in walk.step) || walk.step.stop === 'stuck' || plan.pick === 'none') return;
      expect(walk.references).toHaveLength(plan.hops);
      expect(walk.places.map((place) => place.call)).toEqual(history.map((_, at) => at + 1));
    }),
  );
});

const stuckWith = (plan: WalkPlan, history: readonly CompletedCall[]) =>
  expect(traceWalk(plan, history).step);
const called = (start: WalkPlan, observation: CompletedCall['observation']): CompletedCall[] =>
  start.start.map((call) => ({
    ...call,
    observation,
    failure: observation === null ? 'down' : null,
  }));

test('it says why it is stuck', () => {
  const table = aPlan(cafes, { pick: 'named', hops: 1, menu });
  const stuck = (reason: string) => ({ stop: 'stuck', reason });
  stuckWith(table, called(table, null)).toEqual(stuck(`${cafes.tool} failed: down`));
  stuckWith(table, called(table, [])).toEqual(stuck('no table with a plain noun'));
  const bare = aPlan(cafes, { pick: 'named', hops: 1, menu: [] });
  stuckWith(bare, explore(bare, town)).toEqual(
    stuck('the record refers to nothing that can be looked up'),
  );
  const numberless = called(
    table,
    ['A', 'B', 'C'].map((name) => ({ name })),
  );
  stuckWith({ ...table, pick: 'extreme' }, numberless).toEqual(stuck('no record to settle on'));
  const lost = { ...aPlan(cafes, { pick: 'named', hops: 1, menu: menu.slice(0, 1) }), seed: 3 };
  const [first] = called(lost, cafes.observation);
  const next = first && rulesExplorer.next(lost, [first]);
  const asked = next && 'call' in next ? next.call : undefined;
  if (first === undefined || asked === undefined) throw new Error('nothing was asked');
  stuckWith(lost, [first, { ...asked, observation: { entities: [] }, failure: null }]).toEqual(
    stuck('the value looked up was not found as one record'),
  );
});

test('a lookup answered with somebody else settles on nothing', () => {
  const plan = aPlan(
    { tool: OPEN, arguments: { names: ['Zoe'] }, observation: null },
    {
      pick: 'named',
      names: ['Zoe'],
    },
  );
  stuckWith(plan, called(plan, { entities: [{ name: 'Zora' }] })).toEqual({
    stop: 'stuck',
    reason: 'no record to settle on',
  });
});

test('records that lead on are preferred', () => {
  const rows = [1, 2, 3, 4, 5, 6].map((at) => ({
    name: `Stand ${at}`,
    seats: at,
    manager: at === 4 ? 'Ada Quist' : null,
  }));
  const table = { ...cafes, observation: rows };
  for (let seed = 0; seed < 20; seed += 1) {
    const plan = aPlan(table, { pick: 'named', hops: 1, menu, seed });
    const [place] = traceWalk(plan, [answerOf([table], { ...table })]).places;
    expect(place?.index).toBe(3);
  }
});

test('a name that only an id column holds is a name still', () => {
  const start = { tool: 'a/get', arguments: { id: 'x9' }, observation: null };
  const plan = aPlan(start, { pick: 'named', names: ['x9'] });
  const history = called(plan, [
    { id: 'x9', title: 'Nine' },
    { id: 'x8', title: 'Eight' },
  ]);
  expect(traceWalk(plan, history).places[0]?.selector).toEqual({
    kind: 'named',
    key: 'id',
    value: 'x9',
  });
});
