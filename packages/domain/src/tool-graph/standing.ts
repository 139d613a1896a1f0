import { canonicalJson } from '../identity.ts';
import type { Json, JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import { isKeyPath } from './documents.ts';
import type { Edge } from './edge.ts';
import { type Confirmation, confirm } from './found.ts';
import type { GraphColumn } from './graph-columns.ts';

/** A call that was made, successful or not: the evidence for and against an edge. */
export interface TriedCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Null when the call failed. */
  readonly observation: Json | null;
}

/** What executing an edge has shown so far. */
export interface Standing {
  readonly edge: Edge;
  /** Values of the column that would still have to be tried, at most `TRIALS` in all. */
  readonly untried: readonly (string | number)[];
  /** Null: not enough tried, or the answers do not confirm it. */
  readonly confirmed: 'record' | 'listing' | 'reading' | null;
  /** All values of the column, for sampling. */
  readonly values: readonly (string | number)[];
}

/** How many values of a column decide about an edge; three quarters must be confirmed. */
export const TRIALS = 4;
const SHARE = 0.75;
/** Answers below which chance decides; each paper has keys of its own, so there one must do. */
const FEWEST = 2;

/** The arguments that feed a value through an edge: an array parameter gets a list of one. */
export function feed(toPath: string, value: Json): JsonObject {
  const build = ([step, ...rest]: readonly string[]): Json =>
    step === undefined ? value : step === '*' ? [build(rest)] : { [step]: build(rest) };
  return build(fromPointer(toPath)) as JsonObject;
}

/** The arguments of a call over an edge: the value, and what stands beside it. */
export const argumentsOf = (
  edge: Pick<Edge, 'toPath' | 'companions'>,
  value: Json,
): JsonObject => ({ ...edge.companions, ...feed(edge.toPath, value) });

/** Values spread evenly over the column, first and last included: the same for the same column. */
function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values];
  const step = (values.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, at) => values[Math.round(at * step)] as T);
}

/** What three quarters of the answers say. A list too short to be one says neither. */
function kindOf(answers: readonly Confirmation[]): Standing['confirmed'] {
  const count = (kind: Confirmation) => answers.filter((answer) => answer === kind).length;
  for (const kind of ['record', 'reading'] as const)
    if (count(kind) / answers.length >= SHARE) return kind;
  const long = answers.length - count('few');
  return count('listing') >= FEWEST && count('listing') / long >= SHARE ? 'listing' : null;
}

const callKey = (tool: string, args: JsonObject): string => `${tool} ${canonicalJson(args)}`;

/** Judges every edge by the calls made so far, as docs/decisions/0006 says. */
export function standings(
  edges: readonly Edge[],
  columns: readonly GraphColumn[],
  calls: readonly TriedCall[],
): Standing[] {
  const made = new Map(calls.map((call) => [callKey(call.tool, call.arguments), call]));
  const column = new Map(columns.map((c) => [JSON.stringify([c.tool, c.path, c.meaning]), c]));
  return edges.map((edge) => {
    const all = column.get(JSON.stringify([edge.from, edge.fromPath, edge.meaning]))?.values ?? [];
    const values = edge.only === undefined ? all : all.filter((one) => edge.only?.includes(one));
    const answers = values.flatMap((value) => {
      const call = made.get(callKey(edge.to, argumentsOf(edge, value)));
      if (call === undefined) return [];
      return [call.observation === null ? null : confirm(call.observation, value)];
    });
    const wanted = Math.min(TRIALS, values.length);
    const untried = spread(values, TRIALS).filter(
      (value) => !made.has(callKey(edge.to, argumentsOf(edge, value))),
    );
    const enough = answers.length >= Math.max(isKeyPath(edge.fromPath) ? 1 : FEWEST, wanted);
    const kind = enough ? kindOf(answers) : null;
    return { edge, values, confirmed: kind, untried: enough || edge.partial ? [] : untried };
  });
}
