import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edge } from '../tool-graph/edge.ts';
import type { Standing } from '../tool-graph/standing.ts';
import type { ExplorationPlan, TrialPlan, WalkPlan } from './plan.ts';
import { planWave, type WaveInput } from './plan-wave.ts';

const text = { type: 'string' };
const kinds = ['museum', 'vessel', 'grant', 'loan', 'cafe'];
const tools = kinds.map((kind) => aTool('town', `list_${kind}s`, 'd', { area: text }));
const table = (kind: string, area: string) => ({
  tool: `town/list_${kind}s`,
  arguments: { area },
  observation: ['A', 'B', 'C'].map((one, at) => ({ name: `${kind} ${one} ${area}`, seats: at })),
});
const calls = kinds.flatMap((kind) => ['North', 'South', 'East'].map((area) => table(kind, area)));

const standing = (
  to: string,
  changes: Partial<Omit<Standing, 'edge'>> & { edge?: Partial<Edge> },
): Standing => ({
  values: [],
  untried: [],
  confirmed: null,
  ...changes,
  edge: {
    from: 'town/list_museums',
    fromPath: '/*/name',
    to: `town/${to}`,
    toPath: '/name',
    meaning: 'museum',
    confidence: 'high',
    evidence: ['observed'],
    ...changes.edge,
  },
});

const input = (changes: Partial<WaveInput> = {}): WaveInput => ({
  seed: 7,
  wave: 1,
  walks: 6,
  tools,
  calls,
  standings: [],
  tried: [],
  done: [],
  ...changes,
});
const isWalk = (plan: ExplorationPlan): plan is WalkPlan => plan.kind === 'walk';
const isTrial = (plan: ExplorationPlan): plan is TrialPlan => plan.kind === 'trial';
const trialsOf = (...standings: Standing[]) => planWave(input({ standings })).plans.filter(isTrial);
const asked = (trials: readonly TrialPlan[]) =>
  trials.flatMap((plan) => plan.calls.map((call) => `${call.tool} ${call.arguments.name}`));

test('same input, same plans; another seed or wave, others', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat({ max: 9 }), (seed, wave) => {
      expect(planWave(input({ seed, wave }))).toEqual(planWave(input({ seed, wave })));
    }),
    { numRuns: 20 },
  );
  const keys = (seed: number, wave: number) =>
    planWave(input({ seed, wave }))
      .walked.map(({ key }) => key)
      .join();
  expect(new Set([keys(1, 1), keys(2, 1), keys(1, 2)]).size).toBe(3);
});

test('no more walks than wanted, each once, at the index it is remembered by', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), (walks) => {
      const standings = [standing('find_museum', { untried: ['A', 'B'] })];
      const { plans, walked } = planWave(input({ walks, standings }));
      expect(plans.filter(isWalk)).toHaveLength(Math.min(walks, 30));
      expect(walked.map(({ index }) => plans[index])).toEqual(plans.filter(isWalk));
      expect(new Set(walked.map(({ key }) => key)).size).toBe(walked.length);
      expect(new Set(plans.filter(isWalk).map(({ seed }) => seed)).size).toBe(walked.length);
    }),
    { numRuns: 20 },
  );
});

test('a walk that was made is not made again', () => {
  const first = planWave(input({ walks: 12 })).walked;
  const done = first.map((walk) => ({ ...walk, fruitful: true }));
  const second = planWave(input({ walks: 40, wave: 2, done })).walked;
  const keys = new Set(first.map(({ key }) => key));
  expect(second).toHaveLength(18);
  expect(second.filter(({ key }) => keys.has(key))).toEqual([]);
});

test('every group is walked before any is walked twice', () => {
  const groups = new Set(planWave(input({ walks: 30 })).walked.map(({ group }) => group));
  expect(groups.size).toBe(10);
  const { walked } = planWave(input({ walks: groups.size }));
  expect(new Set(walked.map(({ group }) => group))).toEqual(groups);
});

test('ground that bore nothing is left alone for longer', () => {
  const first = planWave(input({ walks: 10 })).walked;
  const [barren] = first;
  const done = first.map((walk) => ({ ...walk, fruitful: walk !== barren }));
  const second = planWave(input({ walks: 9, wave: 2, done })).walked;
  expect(new Set(second.map(({ group }) => group))).toEqual(
    new Set(first.slice(1).map(({ group }) => group)),
  );
});

test('the order in which earlier walks are told does not matter', () => {
  const first = planWave(input({ walks: 8 })).walked;
  const done = first.map((walk, at) => ({ ...walk, fruitful: at % 2 === 0 }));
  const expected = planWave(input({ wave: 2, done }));
  fc.assert(
    fc.property(fc.shuffledSubarray(done, { minLength: 8, maxLength: 8 }), (shuffled) => {
      expect(planWave(input({ wave: 2, done: shuffled }))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('trials come first: the untried values of open edges, each call once', () => {
  const twice = [
    standing('find_museum', { untried: ['A', 'B'] }),
    standing('find_museum', { untried: ['B', 'C'], edge: { fromPath: '/*/partner' } }),
    standing('find_cafe', { untried: [], confirmed: 'record', values: ['Z'] }),
  ];
  const { plans } = planWave(input({ standings: twice }));
  expect(plans.map(({ kind }) => kind).slice(0, 2)).toEqual(['trial', 'walk']);
  expect(asked(plans.filter(isTrial))).toEqual([
    'town/find_museum A',
    'town/find_museum B',
    'town/find_museum C',
  ]);
});

test('the surest edges are tried first', () => {
  const trials = trialsOf(
    standing('low', { untried: ['A'], edge: { confidence: 'low' } }),
    standing('high', { untried: ['A'] }),
    standing('medium', { untried: ['A'], edge: { confidence: 'medium' } }),
  );
  expect(asked(trials)).toEqual(['town/high A', 'town/medium A', 'town/low A']);
});

test('much to try is parted into bounded trials of one tool, and left for later waves', () => {
  const values = Array.from({ length: 60 }, (_, at) => `v${at}`);
  const trials = trialsOf(standing('find_museum', { untried: values }));
  expect(asked(trials)).toEqual(values.map((value) => `town/find_museum ${value}`));
  expect(Math.max(...trials.map((plan) => plan.calls.length))).toBeLessThan(values.length);
  const crowd = values.map((value) => standing(`find_${value}`, { untried: ['A'] }));
  expect(trialsOf(...crowd).length).toBeLessThan(crowd.length);
  expect(asked(trialsOf(...crowd))[0]).toBe('town/find_v0 A');
});
