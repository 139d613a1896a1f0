import { serverOf, type Tool, toolId } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import { type Random, randomOf, seedOf } from '../random.ts';
import type { Confidence } from '../tool-graph/edge.ts';
import { graphColumns } from '../tool-graph/graph-columns.ts';
import { operatorsOf, operatorTrials } from '../tool-graph/operators.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { argumentsOf, type Standing, type TriedCall } from '../tool-graph/standing.ts';
import { isLookup, walkCandidates } from './candidates.ts';
import { jointCandidates } from './joint-candidates.ts';
import type { ExplorationPlan, TrialPlan } from './plan.ts';
import type { PlannedCall } from './planned-call.ts';
import { searchTrials } from './search-trials.ts';
import type { WalkCandidate } from './walk-candidate.ts';

/** A walk that was planned: what it was, and at which index of its wave. */
export interface Walked {
  readonly key: string;
  readonly group: string;
  readonly index: number;
}

/** The frozen snapshot a wave is planned from (rule 2.12). */
export interface WaveInput {
  readonly seed: number;
  readonly wave: number;
  /** Walks to plan at most. */
  readonly walks: number;
  readonly tools: readonly Tool[];
  readonly calls: readonly ObservedCall[];
  readonly standings: readonly Standing[];
  /** All calls made, failed ones too. */
  readonly tried: readonly TriedCall[];
  /** The walks of earlier waves, and whether a task that the run took came of each. */
  readonly done: readonly (Walked & { readonly fruitful: boolean })[];
}

/** A planned wave: what to run, and what to remember of it for the next. */
export interface PlannedWave {
  readonly plans: readonly ExplorationPlan[];
  readonly walked: readonly Walked[];
}

const CALLS_PER_TRIAL = 24;
const TRIALS_PER_WAVE = 12;
/** What a walk counts for its group: ground that bore nothing wanted is left alone for longer. */
const USE = 1;
const FRUITLESS_USE = 3;
/** Chains from this depth on are walked first. */
const DEEP = 2;
const SURENESS: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

/** Trials of tools that may compute, of searches, and of edges not yet decided: the surest first, grouped by the tool they call. */
function trials({ standings, tools, calls: seen, tried }: WaveInput): TrialPlan[] {
  const open = [...standings]
    .filter((standing) => standing.untried.length > 0)
    .sort((a, b) => SURENESS[a.edge.confidence] - SURENESS[b.edge.confidence]);
  const byTool = new Map<string, Map<string, PlannedCall>>();
  for (const call of [...operatorTrials(tools, tried), ...searchTrials(tools, seen, tried)]) {
    const calls = byTool.get(call.tool) ?? new Map<string, PlannedCall>();
    byTool.set(call.tool, calls.set(canonicalJson(call.arguments), call));
  }
  for (const { edge, untried } of open) {
    const calls = byTool.get(edge.to) ?? new Map<string, PlannedCall>();
    byTool.set(edge.to, calls);
    for (const value of untried) {
      const args = argumentsOf(edge, value);
      calls.set(canonicalJson(args), { tool: edge.to, arguments: args });
    }
  }
  return inTurn([...byServer(byTool)].map(sliced)).slice(0, TRIALS_PER_WAVE);
}

/** All calls of a server together: a process makes many of them in the time that it takes to start. */
function byServer(byTool: ReadonlyMap<string, ReadonlyMap<string, PlannedCall>>): PlannedCall[][] {
  const all = [...byTool.values()].flatMap((calls) => [...calls.values()]);
  return [...Map.groupBy(all, ({ tool }) => serverOf(tool)).values()];
}

const sliced = (calls: readonly PlannedCall[]): TrialPlan[] =>
  Array.from({ length: Math.ceil(calls.length / CALLS_PER_TRIAL) }, (_, at) => ({
    kind: 'trial',
    calls: calls.slice(at * CALLS_PER_TRIAL, (at + 1) * CALLS_PER_TRIAL),
  }));

/** The first of each list, then the second of each: no server waits until another's are all made. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] => {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat();
};

/** Takes candidates so that the groups least walked come first, seeded within a group. */
function choose(
  candidates: readonly WalkCandidate[],
  done: WaveInput['done'],
  count: number,
  random: Random,
): WalkCandidate[] {
  const walked = new Set(done.map((walk) => walk.key));
  const uses = new Map<string, number>();
  for (const { group, fruitful } of done)
    uses.set(group, (uses.get(group) ?? 0) + (fruitful ? USE : FRUITLESS_USE));
  const groups = new Map<string, WalkCandidate[]>();
  const head = (depth: number): number => Math.max(0, DEEP - depth);
  for (const candidate of random.shuffle(candidates.filter((c) => !walked.has(c.key))))
    groups.set(candidate.group, [...(groups.get(candidate.group) ?? []), candidate]);
  // What gives shallow tasks gives many, and deep ones are wanted first.
  for (const [group, [first]] of groups)
    uses.set(group, (uses.get(group) ?? 0) + head(first?.depth ?? 0));
  const order = random.shuffle([...groups.keys()].sort());
  const chosen: WalkCandidate[] = [];
  while (chosen.length < count && groups.size > 0) {
    const least = order
      .filter((group) => groups.has(group))
      .reduce((a, b) => ((uses.get(b) ?? 0) < (uses.get(a) ?? 0) ? b : a));
    const next = groups.get(least)?.shift();
    if (next !== undefined) chosen.push(next);
    if ((groups.get(least)?.length ?? 0) === 0) groups.delete(least);
    uses.set(least, (uses.get(least) ?? 0) + 1);
  }
  return chosen;
}

/** Plans a wave: trials of undecided edges, then walks over what is confirmed. Pure and seeded. */
export function planWave(input: WaveInput): PlannedWave {
  const random = randomOf(input.seed, 'plan', input.wave);
  const kept = new Set(input.tools.map(toolId));
  const calls = input.calls.filter((call) => kept.has(call.tool));
  const joint = jointCandidates({
    calls,
    // "the commits A in PATH and B in PATH": what needs companions is asked for alone.
    lookups: input.standings.filter(
      (one) => kept.has(one.edge.to) && isLookup(one) && one.edge.companions === undefined,
    ),
    operators: operatorsOf(input.tools, input.tried),
    columns: graphColumns(calls),
  });
  const candidates = [
    ...walkCandidates(input.tools, input.calls, input.standings, input.tried),
    ...joint,
  ];
  const chosen = choose(candidates, input.done, input.walks, random);
  const tried = trials(input);
  const walks = chosen.map((candidate, at) =>
    candidate.make(seedOf(input.seed, input.wave, tried.length + at)),
  );
  return {
    plans: [...tried, ...walks],
    walked: chosen.map(({ key, group }, at) => ({ key, group, index: tried.length + at })),
  };
}
