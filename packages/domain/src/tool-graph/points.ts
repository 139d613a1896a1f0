import type { Tool } from '../catalog/tool.ts';
import { toolId } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { leavesOf } from '../pointer.ts';
import { coordinatesOf, latitudeKey, longitudeKey, pointOf } from './geography.ts';
import { isDirected, type PointSlot, pairOf, pointArguments } from './point-slots.ts';
import { pointUnit } from './point-unit.ts';
import type { TriedCall } from './standing.ts';

/** A number that the answer holds: its key, and its unit if anything says it. */
export interface Measured {
  readonly key: string;
  readonly unit: string | undefined;
}

/** A tool that relates two points: a distance, a bearing, the point between. */
export interface PointOperator {
  readonly kind: 'points';
  readonly tool: string;
  readonly slots: readonly [PointSlot, PointSlot];
  /** The first slot is where something starts: "from A to B", not "between A and B". */
  readonly directed: boolean;
  /** Lines are straight over the earth, as its description says. */
  readonly straight: boolean;
  readonly measures: readonly Measured[];
  /** Keys of points in the answer that are none of those given, and the same for B and A as for A and B. */
  readonly points: readonly string[];
}

/** Four pairs of points, far from each other and from the edges of the map; then the first, turned round. */
const TRIALS = [
  [47.56, 7.59, 52.09, 5.12],
  [45.75, 4.85, 45.43, 10.99],
  [59.91, 10.75, 41.16, -8.62],
  [35.02, 135.76, -33.93, 18.42],
  [52.09, 5.12, 47.56, 7.59],
] as const;

const trialsOf = (slots: readonly [PointSlot, PointSlot]): JsonObject[] =>
  TRIALS.map(([a, b, c, d]) =>
    pointArguments(slots, [
      [a, b],
      [c, d],
    ]),
  );

/** The calls that tell what a tool makes of two points; none for a tool of another form. */
export function pointTrials(tool: Tool): JsonObject[] {
  const slots = pairOf(tool);
  return slots === undefined ? [] : trialsOf(slots);
}

/** Equal but for the last digits of a computation. */
const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** The numbers under a key of the answers: different for different pairs, and none of those given. */
function numbersAt(answers: readonly JsonObject[], key: string): number[] | undefined {
  const given = new Set<Json>(TRIALS.flat());
  const values = answers.flatMap((answer) => {
    const value = answer[key];
    return typeof value === 'number' && Number.isFinite(value) && !given.has(value) ? [value] : [];
  });
  const isPlace = latitudeKey(key) !== undefined || longitudeKey(key) !== undefined;
  const differs = new Set(values).size >= TRIALS.length - 1;
  return values.length === TRIALS.length && differs && !isPlace ? values : undefined;
}

/** The points under a key of the answers, if none of them was given. */
function pointsAt(
  answers: readonly JsonObject[],
  key: string,
): (readonly [number, number])[] | undefined {
  const given = new Set<Json>(TRIALS.flat());
  const points = answers.flatMap((answer) => {
    const value = answer[key];
    const keys = value === undefined ? undefined : coordinatesOf(value);
    if (!isObject(value) || keys === undefined) return [];
    const point = pointOf(value, keys);
    const echoed = [...leavesOf(value)].every((leaf) => given.has(leaf.value));
    return point === undefined || echoed ? [] : [point];
  });
  return points.length === TRIALS.length ? points : undefined;
}

/** Whether the last trial, which is the first turned round, gave the same. */
const turnsRound = (values: readonly (readonly number[])[]): boolean => {
  const [there, back] = [values[0] ?? [], values.at(-1) ?? []];
  return there.every((value, at) => near(value, back[at] ?? Number.NaN));
};

/** What a tool makes of two points, if every trial gave it. */
export function pointOperator(tool: Tool, calls: readonly TriedCall[]): PointOperator | undefined {
  const slots = pairOf(tool);
  if (slots === undefined) return undefined;
  const id = toolId(tool);
  const made = new Map(
    calls
      .filter((call) => call.tool === id)
      .map((call) => [canonicalJson(call.arguments), call.observation]),
  );
  const answers = trialsOf(slots).flatMap((args) => {
    const answer = made.get(canonicalJson(args));
    return isObject(answer) ? [answer] : [];
  });
  const [sample] = answers;
  if (sample === undefined || answers.length < TRIALS.length) return undefined;
  const directed = isDirected(slots);
  const keys = Object.keys(sample);
  const measures = keys.filter((key) => {
    const values = numbersAt(answers, key);
    // What depends on the order can only be asked where it is known which point comes first.
    return values !== undefined && (directed || turnsRound(values.map((value) => [value])));
  });
  const points = keys.filter((key) => {
    const found = pointsAt(answers, key);
    return found !== undefined && turnsRound(found);
  });
  if (measures.length === 0 && points.length === 0) return undefined;
  return {
    kind: 'points',
    tool: id,
    slots,
    directed,
    straight: /great.circle|haversine|straight.line|geodesic|as the crow flies/i.test(
      tool.description,
    ),
    measures: measures.map((key) => ({ key, unit: pointUnit(tool, sample, key) })),
    points,
  };
}
