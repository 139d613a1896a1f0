import type { CompletedCall, JointPlan, WalkPlan } from '@firefly/domain/exploration/plan';
import type { PlannedCall } from '@firefly/domain/exploration/planned-call';
import { canonicalJson } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import { layOut } from '@firefly/domain/synthesis/prompt';
import type { Proposal } from '@firefly/domain/synthesis/proposal';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { type ObservedCall, recordColumns } from '@firefly/domain/tool-graph/record-groups';
import { rulesExplorer } from '../explorer.ts';
import type { Frame, FrameInput } from '../frame.ts';
import { type Written, writeTasks } from '../writer.ts';
import { computed } from './machines.ts';

/** A made-up world: every call it answers, with its answer. Other calls fail. */
export type World = readonly ObservedCall[];

const keyOf = (call: PlannedCall): string => canonicalJson([call.tool, call.arguments]);

export const READ = 'files/read_text';
export const FIND = 'places/find_countries';
export const OPEN = 'notes/open_nodes';

/** A table in a file. */
export const aTable = (path: string, rows: readonly JsonObject[]): ObservedCall => ({
  tool: READ,
  arguments: { path },
  observation: rows as Json,
});

/** A lookup by name that gives one record in a list. */
export const aFind = (query: string, record: JsonObject): ObservedCall => ({
  tool: FIND,
  arguments: { query },
  observation: [record],
});

/** An entity and its relations, as a knowledge graph gives them. */
export const aNode = (
  entity: JsonObject,
  relations: readonly (readonly [string, string, string])[],
): ObservedCall => ({
  tool: OPEN,
  arguments: { names: [entity.name ?? ''] },
  observation: {
    entities: [entity],
    relations: relations.map(([from, relationType, to]) => ({ from, to, relationType })),
  },
});

export const anEdge = (
  from: string,
  fromPath: string,
  to: string,
  toPath: string,
  meaning: string,
): Edge => ({ from, fromPath, to, toPath, meaning, confidence: 'high', evidence: ['executed'] });

/** A walk that starts at a call of the world. */
export const aPlan = (start: ObservedCall, over: Partial<WalkPlan> = {}): WalkPlan => ({
  kind: 'walk',
  seed: 1,
  start: [{ tool: start.tool, arguments: start.arguments }],
  names: null,
  pick: 'none',
  hops: 0,
  menu: [],
  ...over,
});

/** How the world, or a tool that computes, answers one call. */
export function answerOf(world: World, call: PlannedCall): CompletedCall {
  const found = world.find((each) => keyOf(each) === keyOf(call))?.observation ?? computed(call);
  return found === undefined
    ? { ...call, observation: null, failure: 'not in this world' }
    : { ...call, observation: found, failure: null };
}

/** Lets the explorer walk the world until it stops. */
export function explore(plan: WalkPlan | JointPlan, world: World): CompletedCall[] {
  const history: CompletedCall[] = [];
  for (let calls = 0; calls < 12; calls += 1) {
    const step = rulesExplorer.next(plan, history);
    if (!('call' in step)) return history;
    history.push(answerOf(world, step.call));
  }
  throw new Error('the explorer does not stop');
}

/** Columns as the pipeline hands them to frames: over all that the world has shown. */
export const columnsIn = (world: World): FrameInput['columnsOf'] => {
  const columns = recordColumns(world);
  return (place) => place.table?.columns ?? columns(place);
};

/** Walks the world and writes what it gives. */
export const written = (plan: WalkPlan | JointPlan, world: World): Written =>
  writeTasks(plan, explore(plan, world), columnsIn(world));

export const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

/** The proposals of one frame over many seeds. */
export const proposalsOf = (frame: Frame, plan: WalkPlan, world: World): Proposal[] =>
  SEEDS.flatMap((seed) =>
    written({ ...plan, seed }, world).proposals.filter((each) => each.frame === frame.name),
  );

export const promptOf = (proposal: Proposal): string => layOut(proposal.prompt).prompt;

/** Every sentence that a frame makes of a walk, over many seeds, sorted. */
export const sayings = (frame: Frame, plan: WalkPlan, world: World): string[] =>
  [...new Set(proposalsOf(frame, plan, world).map(promptOf))].sort();

/** Why a frame gives no task of a walk, over many seeds. */
export const reasons = (frame: Frame, plan: WalkPlan, world: World): string[] => [
  ...new Set(
    SEEDS.flatMap((seed) => {
      const { proposals, misfits } = written({ ...plan, seed }, world);
      const own = proposals.filter((each) => each.frame === frame.name).map(promptOf);
      return [...own, ...misfits.filter((each) => each.frame === frame.name).map((m) => m.reason)];
    }),
  ),
];
