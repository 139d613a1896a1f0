import { makeEvaluator } from '@firefly/expressions/evaluator';
import { afterAll, expect, test } from 'vitest';
import { archive, menu as archiveMenu, byAda, log } from './testing/archive.ts';
import { countries, menu, notes, town } from './testing/notes.ts';
import { papers } from './testing/papers.ts';
import { faultsOf, type Made, madeOf } from './testing/sound.ts';
import { cafes, firms, libraries, ships, staff, wharves } from './testing/tables.ts';
import { aPlan, promptOf } from './testing/world.ts';

const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);
const PICKS = ['none', 'extreme', 'named'] as const;

/** Faults of every different prompt, and how many prompts there were. */
async function faultsOfAll(made: readonly Made[]) {
  const distinct = [...new Map(made.map((each) => [promptOf(each.proposal), each])).values()];
  const faults = await Promise.all(distinct.map((each) => faultsOf(each, evaluator)));
  return { prompts: distinct.length, faults: faults.flat() };
}

test.each(Object.entries({ cafes, firms, libraries, ships, staff, wharves }))(
  'what is asked of %s evaluates, stands in the prompt, and reads as a question',
  async (_, table) => {
    const made = SEEDS.flatMap((seed) =>
      PICKS.flatMap((pick) => madeOf(aPlan(table, { pick, seed }), [table])),
    );
    const { prompts, faults } = await faultsOfAll(made);
    expect(faults).toEqual([]);
    expect(prompts).toBeGreaterThan(8);
  },
);

test('what papers are asked for does so too', async () => {
  const made = SEEDS.flatMap((seed) =>
    papers.flatMap((paper) => madeOf(aPlan(paper, { pick: 'document', seed }), [paper])),
  );
  const { prompts, faults } = await faultsOfAll(made);
  expect(faults).toEqual([]);
  expect(prompts).toBeGreaterThan(120);
});

test('what is asked of lists, and on the way to them, does so too', async () => {
  const named = [...archive].flatMap((call) => {
    const { names, query, grep } = call.arguments;
    const name = [names, query, grep].flat(2).find((value) => typeof value === 'string');
    return name === undefined ? [] : [aPlan(call, { pick: 'named', names: [name] })];
  });
  const tables = [log, byAda].flatMap((call) => PICKS.map((pick) => aPlan(call, { pick })));
  const made = SEEDS.flatMap((seed) => [
    ...tables.flatMap((plan) => madeOf({ ...plan, seed }, archive)),
    ...named.flatMap((plan) =>
      [1, 2].flatMap((hops) => [
        ...madeOf({ ...plan, seed, hops, menu: archiveMenu, ends: 'listing' }, archive),
        ...madeOf({ ...plan, seed, hops, menu: archiveMenu }, archive),
      ]),
    ),
  ]);
  const { prompts, faults } = await faultsOfAll(made);
  expect(faults).toEqual([]);
  expect(prompts).toBeGreaterThan(30);
  expect(made.some(({ proposal }) => proposal.flows.length === 2)).toBe(true);
});

test('what is asked along references does so too', async () => {
  const starts = [
    ...(['extreme', 'named'] as const).map((pick) => aPlan(cafes, { pick })),
    ...[...notes, ...countries].map((node) => {
      const name = String(Object.values(node.arguments).flat()[0]);
      return aPlan(node, { pick: 'named', names: [name] });
    }),
  ];
  const made = SEEDS.flatMap((seed) =>
    starts.flatMap((plan) => [1, 2].flatMap((hops) => madeOf({ ...plan, seed, hops, menu }, town))),
  );
  const { prompts, faults } = await faultsOfAll(made);
  expect(faults).toEqual([]);
  expect(prompts).toBeGreaterThan(20);
  expect(made.some(({ proposal }) => proposal.flows.length === 2)).toBe(true);
});
