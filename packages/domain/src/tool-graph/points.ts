import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, leavesOf, toPointer } from '../pointer.ts';
import { latitudeKey, longitudeKey } from './geography.ts';
import type { TriedCall } from './standing.ts';

/** Where a tool takes a point of the earth: the pointers of its two numbers. */
export interface PointSlot {
  readonly latitude: string;
  readonly longitude: string;
  /** `from`, `to`, `origin`, `1`: what tells it from the other. */
  readonly role: string;
}

/** A number that the answer holds: its key, and the unit that stands beside it or in the schema. */
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
  /** Keys of points in the answer that are none of those given. */
  readonly points: readonly string[];
}

/** Four pairs of points, far from each other and from the edges of the map. */
const TRIALS = [
  [47.56, 7.59, 52.09, 5.12],
  [45.75, 4.85, 45.43, 10.99],
  [59.91, 10.75, 41.16, -8.62],
  [35.02, 135.76, -33.93, 18.42],
] as const;

const STARTS = /^(from|start|origin|source|a|1|first)$/;
const ENDS = /^(to|end|destination|target|b|2|second)$/;

function* slotsOf(required: readonly Parameter[]): Generator<PointSlot> {
  for (const parameter of required) {
    const steps = fromPointer(parameter.pointer);
    const role = latitudeKey(parameter.name);
    if (role === undefined || steps.includes('*')) continue;
    const partner = required.find(
      (other) =>
        longitudeKey(other.name) === role &&
        toPointer(fromPointer(other.pointer).slice(0, -1)) === toPointer(steps.slice(0, -1)),
    );
    if (partner !== undefined)
      yield {
        latitude: parameter.pointer,
        longitude: partner.pointer,
        role: (role || (steps.at(-2) ?? '')).toLowerCase(),
      };
  }
}

/** The two points a tool asks for, and nothing else. */
function pairOf(tool: Tool): readonly [PointSlot, PointSlot] | undefined {
  const required = parametersOf(tool).filter(
    (parameter) => parameter.required && parameter.default === undefined,
  );
  const [first, second, ...others] = slotsOf(required);
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  if (required.length !== 4) return undefined;
  return ENDS.test(first.role) && STARTS.test(second.role) ? [second, first] : [first, second];
}

/** Arguments that give a tool two points. */
export function pointArguments(
  slots: readonly [PointSlot, PointSlot],
  points: readonly [readonly [number, number], readonly [number, number]],
): JsonObject {
  const args: JsonObject = {};
  for (const [at, slot] of slots.entries()) {
    const [latitude, longitude] = points[at] ?? [0, 0];
    plant(args, slot.latitude, latitude);
    plant(args, slot.longitude, longitude);
  }
  return args;
}

function plant(root: JsonObject, pointer: string, value: number): void {
  const steps = fromPointer(pointer);
  const last = steps.pop() ?? '';
  let holder = root;
  for (const step of steps) {
    const inner = isObject(holder[step]) ? (holder[step] as JsonObject) : {};
    holder[step] = inner;
    holder = inner;
  }
  holder[last] = value;
}

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

const UNIT = /\bin (degrees|kilomet(?:er|re)s|met(?:er|re)s|miles|feet|minutes|hours)\b/i;

/** The unit of a number of the answer: beside it, in its key's description, or in the tool's. */
function unitOf(tool: Tool, answer: JsonObject, key: string): string | undefined {
  const beside = answer.units ?? answer.unit;
  const outputs =
    tool.outputSchema === undefined ? [] : parametersOf({ inputSchema: tool.outputSchema });
  const described =
    outputs.find((output) => output.pointer === toPointer([key]))?.description ?? '';
  const said = UNIT.exec(described)?.[1]?.toLowerCase();
  if (said !== undefined) return said;
  if (typeof beside === 'string' && /^[a-z ]{3,20}$/.test(beside)) return beside;
  return UNIT.exec(tool.description)?.[1]?.toLowerCase();
}

const isPoint = (value: Json | undefined): value is JsonObject =>
  isObject(value) &&
  Object.keys(value).some((key) => latitudeKey(key) === '') &&
  Object.keys(value).some((key) => longitudeKey(key) === '');

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
  const answers = trialsOf(slots).map((args) => ({
    args,
    answer: made.get(canonicalJson(args)) ?? null,
  }));
  const [first] = answers;
  if (first === undefined || !isObject(first.answer)) return undefined;
  const { answer: sample } = first;
  const always = (test: (answer: JsonObject, given: readonly Json[]) => boolean): boolean =>
    answers.every(
      ({ args, answer }) =>
        isObject(answer) &&
        test(
          answer,
          [...leavesOf(args)].map((leaf) => leaf.value),
        ),
    );
  const keys = Object.keys(sample);
  const measures = keys
    .filter((key) =>
      always((answer, given) => {
        const value = answer[key];
        return typeof value === 'number' && Number.isFinite(value) && !given.includes(value);
      }),
    )
    .map((key) => ({ key, unit: unitOf(tool, sample, key) }));
  const points = keys.filter((key) =>
    always(
      (answer, given) =>
        isPoint(answer[key]) &&
        ![...leavesOf(answer[key] as Json)].every((leaf) => given.includes(leaf.value)),
    ),
  );
  if (measures.length === 0 && points.length === 0) return undefined;
  return {
    kind: 'points',
    tool: id,
    slots,
    directed: STARTS.test(slots[0].role) && ENDS.test(slots[1].role),
    straight: /great.circle|haversine|straight.line|geodesic|as the crow flies/i.test(
      tool.description,
    ),
    measures,
    points,
  };
}
