import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import type { Operation } from '../tool-graph/arithmetic.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { findRecord } from '../tool-graph/found.ts';
import { coordinatesOf, isRegion } from '../tool-graph/geography.ts';
import type { GraphColumn } from '../tool-graph/graph-columns.ts';
import { ANY_NAME } from '../tool-graph/meaning.ts';
import type { Operator } from '../tool-graph/operators.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { feed, type Standing } from '../tool-graph/standing.ts';
import { tablesOf } from '../tool-graph/tables.ts';
import type { JointPlan, JointShape, WalkPlan } from './plan.ts';
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

/** Sets of names tried per lookup, and seeds tried per table. */
const SETS = 12;
const SEEDS = 6;

type Leg = Omit<WalkPlan, 'kind' | 'seed'>;

const named = ({ edge }: Standing, name: string): Leg => ({
  start: [{ tool: edge.to, arguments: feed(edge.toPath, name) }],
  names: [name],
  pick: 'named',
  hops: 0,
  menu: [],
});

function candidate(
  shape: JointShape,
  group: string,
  legs: readonly Leg[],
  operators: readonly Operator[],
  variant = 0,
): WalkCandidate<JointPlan> {
  const hops = Math.max(0, ...legs.map((leg) => leg.hops));
  return {
    group: `${shape} ${group}`,
    depth: shape === 'alike' ? 0 : shape === 'numbers' ? 1 : 1 + Math.max(hops, legs.length - 2),
    key: canonicalJson([shape, variant, legs.map((leg) => ({ ...leg, menu: leg.menu.length }))]),
    make: (seed): JointPlan => ({
      kind: 'joint',
      seed,
      shape,
      legs: legs.map((leg, at) => ({ kind: 'walk', seed: seed + at, ...leg })),
      operators,
    }),
  };
}

const serverOf = (tool: string): string => tool.slice(0, tool.indexOf('/'));

/**
 * The names a lookup is asked for. Those that other servers know mean something to people; a
 * gazetteer's own are any. So its own are used only where no other server speaks of such things.
 */
function namesOf({ edge, values }: Standing, { columns }: JointInput): string[] {
  const others = columns.filter(
    ({ tool, meaning }) => meaning === edge.meaning && serverOf(tool) !== serverOf(edge.to),
  );
  const known = others.length > 0 ? others.flatMap((column) => column.values) : values;
  return [...new Set(known)].filter((value) => typeof value === 'string');
}

/** Names in sets of `size`, spread so that sets share few. */
function* setsOf(names: readonly string[], size: number): Generator<string[]> {
  const stride = Math.floor(names.length / size);
  for (let at = 0; at < Math.min(stride, SETS); at += 1)
    yield Array.from({ length: size }, (_, part) => names[at + part * stride] ?? '');
}

/** The same is asked of two or three things. */
function* alike(input: JointInput): Generator<WalkCandidate<JointPlan>> {
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

const callKey = (tool: string, args: JsonObject): string => canonicalJson([tool, args]);

/** Lookups of which every record found so far has a place on the earth. */
function locatedOf({ lookups, calls }: JointInput): Standing[] {
  const answers = new Map(calls.map((call) => [callKey(call.tool, call.arguments), call]));
  return lookups.filter(({ edge, values }) => {
    if (isRegion(edge.meaning)) return false;
    const found = values.flatMap((value) => {
      const call = answers.get(callKey(edge.to, feed(edge.toPath, value)));
      return (call && findRecord(call.observation, value)?.record) ?? [];
    });
    return found.length > 0 && found.every((record) => coordinatesOf(record) !== undefined);
  });
}

/** Rows of a table that lead in one step to something with a place on the earth. */
function* rowLegs(
  calls: readonly ObservedCall[],
  edges: readonly Edge[],
): Generator<{ leg: Leg; numbers: boolean; id: string }> {
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
      numbers: table.columns.some((column) => column.kind === 'number'),
      id: canonicalJson(start),
    };
  }
}

function* points(input: JointInput): Generator<WalkCandidate<JointPlan>> {
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
    for (const { leg, numbers, id } of rowLegs(calls, edges))
      for (const [at, name] of others.entries()) {
        const row: Leg = numbers && at % 2 === 0 ? { ...leg, pick: 'extreme' } : leg;
        yield candidate('points', `${id} row`, [row, named(standing, name)], menu);
        if (at < SEEDS) yield candidate('points', `${id} rows`, [row, leg], menu, at);
      }
  }
}

/** What must be computable for a row or a whole table to give numbers worth computing with. */
const WANTED: Readonly<Record<'extreme' | 'named' | 'none', readonly Operation[]>> = {
  extreme: ['quotient'],
  named: ['product', 'quotient'],
  none: ['difference', 'quotient'],
};

function* numbers({ calls, operators }: JointInput): Generator<WalkCandidate<JointPlan>> {
  const menu = operators.filter((operator) => operator.kind === 'numbers');
  const picks = (['extreme', 'named', 'none'] as const).filter((pick) =>
    menu.some(({ operation }) => WANTED[pick].includes(operation)),
  );
  if (picks.length === 0) return;
  for (const call of calls) {
    const [table] = tablesOf(call.observation);
    const measures = table?.columns.filter((column) => column.kind === 'number') ?? [];
    if (measures.length === 0) continue;
    const start = [{ tool: call.tool, arguments: call.arguments }];
    for (const pick of picks)
      for (let variant = 0; variant < SEEDS; variant += 1)
        yield candidate(
          'numbers',
          `${call.tool} ${pick}`,
          [{ start, names: null, pick, hops: 0, menu: [] }],
          menu,
          variant,
        );
  }
}

/** Every joint exploration that the lookups, tables and operators known so far permit, in a fixed order, each key once. */
export function jointCandidates(input: JointInput): WalkCandidate<JointPlan>[] {
  const all = [...alike(input), ...points(input), ...numbers(input)];
  return [...new Map(all.map((candidate) => [candidate.key, candidate])).values()];
}
