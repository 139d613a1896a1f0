import { serverOf } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import type { Json, JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { findRecord } from '../tool-graph/found.ts';
import { coordinatesOf, isRegion } from '../tool-graph/geography.ts';
import type { GraphColumn } from '../tool-graph/graph-columns.ts';
import { ANY_NAME } from '../tool-graph/meaning.ts';
import type { Operator } from '../tool-graph/operators.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { feed, type Standing } from '../tool-graph/standing.ts';
import { tablesOf } from '../tool-graph/tables.ts';
import { candidate, type Leg, SEEDS } from './joint-candidate.ts';
import { numberCandidates } from './joint-numbers.ts';
import type { JointPlan } from './plan.ts';
import type { WalkCandidate } from './walk-candidate.ts';

/** What the planner of joint explorations knows. */
export interface JointInput {
  readonly calls: readonly ObservedCall[];
  /** Confirmed lookups of one record. */
  readonly lookups: readonly Standing[];
  readonly operators: readonly Operator[];
  /** Every output field seen, with its values. */
  readonly columns: readonly GraphColumn[];
}

/** Sets of names tried per lookup. */
const SETS = 12;

const named = ({ edge }: Standing, name: string): Leg => ({
  start: [{ tool: edge.to, arguments: feed(edge.toPath, name) }],
  names: [name],
  pick: 'named',
  hops: 0,
  menu: [],
});

const callKey = (tool: string, args: JsonObject): string => canonicalJson([tool, args]);

/** What is known, with the answer to each call. */
interface Known extends JointInput {
  readonly answers: ReadonlyMap<string, Json>;
}

/**
 * The names a lookup is asked for. Those that other servers know mean something to people; a
 * gazetteer's own are any. So its own are used only where no other server speaks of such things.
 */
function namesOf({ edge, values }: Standing, { columns, answers }: Known): string[] {
  const others = columns.filter(
    ({ tool, meaning }) => meaning === edge.meaning && serverOf(tool) !== serverOf(edge.to),
  );
  const known = others.length > 0 ? others.flatMap((column) => column.values) : values;
  // Several things of one name, or none: nobody could tell which is meant.
  const isFound = (name: string): boolean => {
    const answer = answers.get(callKey(edge.to, feed(edge.toPath, name)));
    return answer === undefined || findRecord(answer, name) !== undefined;
  };
  return [...new Set(known)].filter((value) => typeof value === 'string').filter(isFound);
}

/** Names in sets of `size`, spread so that sets share few. */
function* setsOf(names: readonly string[], size: number): Generator<string[]> {
  const stride = Math.floor(names.length / size);
  for (let at = 0; at < Math.min(stride, SETS); at += 1)
    yield Array.from({ length: size }, (_, part) => names[at + part * stride] ?? '');
}

/** The same is asked of two or three things. */
function* alike(input: Known): Generator<WalkCandidate<JointPlan>> {
  // Things of any kind have nothing in common.
  for (const standing of input.lookups.filter(({ edge }) => edge.meaning !== ANY_NAME))
    for (const size of [3, 2])
      for (const names of setsOf(namesOf(standing, input), size))
        yield candidate(
          'alike',
          standing.edge.to,
          names.map((name) => named(standing, name)),
          [],
        );
}

/** Lookups of which every record found so far has a place on the earth. */
function locatedOf({ lookups, answers }: Known): Standing[] {
  return lookups.filter(({ edge, values }) => {
    if (isRegion(edge.meaning)) return false;
    const found = values.flatMap((value) => {
      const answer = answers.get(callKey(edge.to, feed(edge.toPath, value)));
      return (answer !== undefined && findRecord(answer, value)?.record) || [];
    });
    return found.length > 0 && found.every((record) => coordinatesOf(record) !== undefined);
  });
}

/** Rows of a table that lead in one step to something with a place on the earth. */
function* rowLegs(
  calls: readonly ObservedCall[],
  edges: readonly Edge[],
): Generator<{ leg: Leg; id: string }> {
  for (const call of calls) {
    const [table] = tablesOf(call.observation);
    if (table === undefined) continue;
    const paths = table.columns
      .filter(({ key }) => key !== table.label)
      .map(({ key }) => toPointer([...table.steps, '*', key]));
    const menu = edges.filter((edge) => edge.from === call.tool && paths.includes(edge.fromPath));
    if (menu.length === 0) continue;
    const start = [{ tool: call.tool, arguments: call.arguments }];
    yield {
      leg: { start, names: null, pick: 'named', hops: 1, menu },
      id: canonicalJson(start),
    };
  }
}

function* points(input: Known): Generator<WalkCandidate<JointPlan>> {
  const { calls, operators } = input;
  const relating = operators.filter(({ kind }) => kind === 'points');
  if (relating.length === 0) return;
  const located = locatedOf(input);
  const edges = located.map(({ edge }) => edge);
  const arithmetic = operators.filter(({ kind }) => kind === 'numbers');
  const menu = [...relating, ...arithmetic];
  for (const standing of located) {
    const known = namesOf(standing, input);
    for (const size of [2, 3])
      for (const names of setsOf(known, size)) {
        const legs = names.map((name) => named(standing, name));
        yield candidate('points', `${standing.edge.to} ${size}`, legs, menu);
      }
    const others = known.slice(0, SETS);
    // By name only: how cheap a thing is has nothing to do with how far it is from another.
    for (const { leg, id } of rowLegs(calls, edges))
      for (const [at, name] of others.entries()) {
        yield candidate('points', `${id} row`, [leg, named(standing, name)], menu);
        if (at < SEEDS) yield candidate('points', `${id} rows`, [leg, leg], menu, at);
      }
  }
}

/** Every joint exploration that the lookups, tables and operators known so far permit, in a fixed order, each key once. */
export function jointCandidates(input: JointInput): WalkCandidate<JointPlan>[] {
  const answers = new Map(
    input.calls.map((call) => [callKey(call.tool, call.arguments), call.observation]),
  );
  const known = { ...input, answers };
  const all = [...alike(known), ...points(known), ...numberCandidates(input)];
  return [...new Map(all.map((candidate) => [candidate.key, candidate])).values()];
}
