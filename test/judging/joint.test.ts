import type { JointPlan } from '@firefly/domain/exploration/plan';
import { judge } from '@firefly/domain/judging/checks';
import type { Part, Proposal } from '@firefly/domain/synthesis/proposal';
import {
  aTown,
  coast,
  joining,
  landOf,
  loans,
  looksUp,
  museums,
  rowOf,
} from '@firefly/engines/rules/testing/harbours';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { afterAll, expect, test } from 'vitest';
import { coastContext, draftOf } from './joint-kit.ts';

const evaluate = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 128 });
afterAll(() => evaluate.close());

const towns = (...names: string[]) => names.map((name) => looksUp(name));
const PLANS: Readonly<Record<string, (seed: number) => JointPlan>> = {
  'two countries': joining('alike', ['Norway', 'Ireland'].map(landOf)),
  'two towns': joining('points', towns('Brimhaven', 'Lowick')),
  'three towns': joining('points', towns('Brimhaven', 'Lowick', 'Zadran')),
  'a row and a town': joining('points', [rowOf(museums, 'named', 1), looksUp('Skarre')]),
  'two rows': joining('points', [rowOf(museums, 'extreme', 1), rowOf(museums, 'named', 1)]),
  'a museum': joining('numbers', [rowOf(museums, 'named')]),
  'an extreme museum': joining('numbers', [rowOf(museums, 'extreme')]),
  'all museums': joining('numbers', [rowOf(museums, 'none')]),
  'a loan': joining('numbers', [rowOf(loans, 'named')]),
  'all loans': joining('numbers', [rowOf(loans, 'none')]),
};
const SEEDS = [1, 2, 3];

/** The checks that a draft fails, with their evidence. */
async function failing(
  plan: JointPlan,
  change?: (proposal: Proposal) => Proposal,
  world = coast,
): Promise<string[]> {
  const draft = await draftOf(plan, evaluate, world, change);
  if (draft === undefined) return [];
  const results = await judge(draft, coastContext(evaluate, world));
  return results
    .filter(({ passed }) => !passed)
    .map(({ name, evidence }) => `${name}: ${evidence}`);
}

test.each(Object.keys(PLANS))('what is asked of %s passes every check', async (name) => {
  for (const seed of SEEDS) {
    const plan = PLANS[name]?.(seed);
    expect(plan && (await failing(plan)), `seed ${seed}`).toEqual([]);
  }
});

/** The first seed under which a plan gives a task of a kind. */
async function ofKind(name: string, kind: string): Promise<JointPlan> {
  for (let seed = 0; seed < 60; seed += 1) {
    const plan = PLANS[name]?.(seed);
    if (plan === undefined) break;
    let found = '';
    await draftOf(plan, evaluate, coast, (proposal) => {
      found = proposal.frame;
      return proposal;
    });
    if (found === kind) return plan;
  }
  throw new Error(`no ${kind} of ${name}`);
}
const dropped =
  (test: (part: Part) => boolean) =>
  (proposal: Proposal): Proposal => ({
    ...proposal,
    prompt: proposal.prompt.map((part) => (test(part) ? 'some' : part)),
  });
const names = (results: readonly string[]): string[] =>
  results.map((result) => result.slice(0, result.indexOf(':')));

test('a fare whose price is not in the prompt is not accounted for', async () => {
  const plan = await ofKind('two towns', 'a distance times a price of the prompt');
  const price = dropped((part) => typeof part !== 'string' && typeof part.value === 'number');
  expect(names(await failing(plan, price))).toContain('accounted');
});

test('a town without its country may be another of its name', async () => {
  const plan = await ofKind('two towns', 'a distance times a price of the prompt');
  const country = dropped((part) => typeof part !== 'string' && part.value === 'Ireland');
  expect(names(await failing(plan, country))).toEqual(
    expect.arrayContaining(['accounted', 'homonym']),
  );
});

test('a town that a row leads to must lie where the row says', async () => {
  const moved = {
    ...museums,
    observation: (museums.observation as Record<string, string>[]).map((row) => ({
      ...row,
      country: row.city === 'Port Sable' ? 'Spain' : (row.country ?? ''),
    })),
  };
  const world = [moved, ...coast.filter((call) => call !== museums)];
  const plan = joining('points', [rowOf(moved, 'named', 1), looksUp('Skarre')]);
  const failures = await Promise.all(
    Array.from({ length: 12 }, (_, seed) => failing(plan(seed), undefined, world)),
  );
  const found = failures.flat().filter((failure) => failure.startsWith('homonym'));
  expect(found.length).toBeGreaterThan(0);
  for (const failure of found) expect(failure).toContain('Spain');
  expect(failures.flat()).toEqual(found);
});

test('a leg that no join reads is not necessary', async () => {
  const plan = await ofKind('three towns', 'how much farther one thing is than another');
  const fewer = (proposal: Proposal): Proposal => ({
    ...proposal,
    fields: proposal.fields.slice(0, 1),
  });
  expect(names(await failing(plan, fewer))).toContain('necessary');
});

test('coordinates in text do not flow unconverted', async () => {
  const plan = await ofKind('two towns', 'a distance times a price of the prompt');
  const bare = (proposal: Proposal): Proposal => ({
    ...proposal,
    flows: proposal.flows.map(({ convert: _, ...flow }) => flow),
  });
  expect(names(await failing(plan, bare))).toContain('flows-hold');
});

test('a town that is found twice gives no draft', async () => {
  const twin = aTown('Lowick', 'Ireland', '51.85139', '-8.29917', 'Lowick');
  const world = [twin, ...coast.filter((call) => call.arguments.query !== 'Lowick')];
  for (const seed of SEEDS) {
    const plan = joining('points', towns('Brimhaven', 'Lowick'))(seed);
    expect(await draftOf(plan, evaluate, world)).toBeUndefined();
  }
});
