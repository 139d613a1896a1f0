import { parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import { type NumberPlace, numberResult } from './number-result.ts';
import type { TriedCall } from './standing.ts';

export type Operation = 'sum' | 'difference' | 'product' | 'quotient';

/** A tool that computes one number of two, known by what it answered: `a` minus `b`, `a` by `b`. */
export interface NumberOperator {
  readonly kind: 'numbers';
  readonly tool: string;
  /** Names of the two arguments, in the order of the operation. */
  readonly slots: readonly [string, string];
  readonly operation: Operation;
  readonly result: NumberPlace;
}

/** Pairs that tell the operations apart, whole numbers so that any tool takes them. */
const TRIALS = [
  [84, 7],
  [960, 24],
  [17, 40],
  [65, 13],
] as const;

const OPERATIONS: Readonly<Record<Operation, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  difference: (a, b) => a - b,
  product: (a, b) => a * b,
  quotient: (a, b) => a / b,
};

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(b);

/** The two numbers a tool asks for, and nothing else. */
function slotsOf(tool: Tool): [string, string] | undefined {
  const required = parametersOf(tool).filter((parameter) => parameter.required);
  const [a, b, ...others] = required;
  const numeric = required.every(
    ({ type, pointer, enum: choices }) =>
      (type === 'number' || type === 'integer') &&
      choices === undefined &&
      fromPointer(pointer).length === 1,
  );
  return a === undefined || b === undefined || others.length > 0 || !numeric
    ? undefined
    : [a.name, b.name];
}

const trialsOf = ([a, b]: readonly [string, string]): JsonObject[] =>
  TRIALS.map(([x, y]) => ({ [a]: x, [b]: y }));

/** The calls that tell whether a tool computes, and what; none for a tool of another form. */
export function arithmeticTrials(tool: Tool): JsonObject[] {
  const slots = slotsOf(tool);
  return slots === undefined ? [] : trialsOf(slots);
}

/** What a tool computes, if every trial bears it out and is phrased alike. */
export function numberOperator(
  tool: Tool,
  calls: readonly TriedCall[],
): NumberOperator | undefined {
  const slots = slotsOf(tool);
  if (slots === undefined) return undefined;
  const id = toolId(tool);
  const made = new Map(
    calls
      .filter((call) => call.tool === id)
      .map((call) => [canonicalJson(call.arguments), call.observation]),
  );
  const results = trialsOf(slots).map((args) => {
    const observation = made.get(canonicalJson(args));
    return observation == null ? undefined : numberResult(observation, slots);
  });
  const [first] = results;
  if (first === undefined) return undefined;
  const alike = results.every(
    (result) => result !== undefined && canonicalJson(result.place) === canonicalJson(first.place),
  );
  const operation = (Object.keys(OPERATIONS) as Operation[]).find((name) =>
    TRIALS.every(([a, b], at) => near(results[at]?.value ?? Number.NaN, OPERATIONS[name](a, b))),
  );
  return operation === undefined || !alike
    ? undefined
    : { kind: 'numbers', tool: id, slots, operation, result: first.place };
}
