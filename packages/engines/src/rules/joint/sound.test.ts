import { makeEvaluator } from '@firefly/expressions/evaluator';
import { afterAll, expect, test } from 'vitest';
import { coast, joining, landOf, loans, looksUp, museums, rowOf } from '../testing/harbours.ts';
import { only, without } from '../testing/machines.ts';
import { faultsOf, type Made, madeOf } from '../testing/sound.ts';
import { explore, promptOf } from '../testing/world.ts';
import { KINDS } from './kinds.ts';

const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const towns = (...names: string[]) => names.map((name) => looksUp(name));
const PLANS = [
  joining('alike', ['Norway', 'Ireland'].map(landOf)),
  joining('alike', ['Norway', 'Ireland', 'Côte d’Ivoire'].map(landOf)),
  joining('points', towns('Brimhaven', 'Lowick')),
  joining('points', towns('Brimhaven', 'Lowick'), only('maps/distance_tool')),
  joining('points', towns('Brimhaven', 'Lowick', 'Zadran')),
  joining('points', towns('Brimhaven', 'Lowick', 'Zadran'), without('calc/sub')),
  joining('points', [rowOf(museums, 'named', 1), looksUp('Skarre')]),
  joining('points', [rowOf(museums, 'extreme', 1), looksUp('Skarre')]),
  joining('points', [rowOf(museums, 'extreme', 1), rowOf(museums, 'named', 1)]),
  joining('points', [rowOf(museums, 'named', 1), rowOf(museums, 'named', 1), looksUp('Skarre')]),
  ...[museums, loans].flatMap((table) =>
    (['none', 'named', 'extreme'] as const).map((pick) => joining('numbers', [rowOf(table, pick)])),
  ),
];
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);
const made: readonly Made[] = PLANS.flatMap((plan) =>
  SEEDS.flatMap((seed) => madeOf(plan(seed), coast)),
);

test('every kind of joint question is asked', () => {
  const asked = new Set(made.map(({ proposal }) => proposal.frame));
  expect([...asked].sort()).toEqual(
    Object.values(KINDS)
      .flat()
      .map(({ name }) => name)
      .sort(),
  );
});

test('labels evaluate, flows carry, values are accounted for, calls are needed, words read', async () => {
  const distinct = [...new Map(made.map((each) => [promptOf(each.proposal), each])).values()];
  const faults = await Promise.all(distinct.map((each) => faultsOf(each, evaluator)));
  expect(faults.flat()).toEqual([]);
  expect(distinct.length).toBeGreaterThan(100);
});

test('a fault is found where there is one', async () => {
  const [sound] = made.filter(({ proposal }) => proposal.flows.some(({ convert }) => convert));
  if (sound === undefined) throw new Error('no flow converts');
  const { proposal } = sound;
  const but = (changes: Partial<typeof proposal>) =>
    faultsOf({ ...sound, proposal: { ...proposal, ...changes } }, evaluator);
  const bare = proposal.flows.map(({ convert: _, ...flow }) => flow);
  expect(await but({ flows: bare })).not.toEqual([]);
  expect(await but({ flows: proposal.flows.slice(1) })).not.toEqual([]);
  expect(await but({ fields: proposal.fields.slice(0, 0) })).not.toEqual([]);
  expect(await but({ prompt: ['How far is it?'] })).not.toEqual([]);
});

test('coordinates in text become numbers on their way', () => {
  const flows = made.flatMap(({ proposal }) => proposal.flows);
  const converted = flows.filter(({ convert }) => convert === 'number');
  expect(converted.length).toBeGreaterThan(0);
  for (const { fromPointer } of converted) expect(fromPointer).toMatch(/\/(latitude|longitude)$/);
});

test('the same seed explores and asks the same', () => {
  for (const plan of PLANS) {
    expect(explore(plan(5), coast)).toEqual(explore(plan(5), coast));
    expect(madeOf(plan(5), coast)).toEqual(madeOf(plan(5), coast));
  }
});

test('legs that begin with one table share its call, and its flows are told apart', () => {
  const plan = joining('points', [rowOf(museums, 'named', 1), rowOf(museums, 'named', 1)]);
  for (const seed of SEEDS) {
    const calls = explore(plan(seed), coast).map(({ tool, arguments: args }) =>
      JSON.stringify([tool, args]),
    );
    expect(new Set(calls).size).toBe(calls.length);
    for (const { proposal } of madeOf(plan(seed), coast)) {
      const into = proposal.flows.map(({ to, toPointer }) => `${to}${toPointer}`);
      expect(new Set(into).size).toBe(into.length);
      const looked = proposal.flows.filter(({ from }) => from === 'c1').map(({ to }) => to);
      expect(looked).toEqual(['c2', 'c3']);
    }
  }
});
