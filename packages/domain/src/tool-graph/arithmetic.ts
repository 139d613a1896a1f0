import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import { latitudeKey, longitudeKey } from './geography.ts';
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
  /** It takes whole numbers only. */
  readonly whole: boolean;
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

const isPlace = (name: string): boolean =>
  latitudeKey(name) !== undefined || longitudeKey(name) !== undefined;

/** Whether a parameter takes any number that a trial may give. */
const takesNumbers = (parameter: Parameter): boolean =>
  (parameter.type === 'number' || parameter.type === 'integer') &&
  parameter.enum === undefined &&
  fromPointer(parameter.pointer).length === 1 &&
  !isPlace(parameter.name) &&
  TRIALS.flat().every(
    (value) => value >= (parameter.minimum ?? value) && value <= (parameter.maximum ?? value),
  );

/** The two numbers a tool asks for, and nothing else. */
function slotsOf(tool: Tool): [Parameter, Parameter] | undefined {
  const required = parametersOf(tool).filter((parameter) => parameter.required);
  const [a, b, ...others] = required;
  return a === undefined || b === undefined || others.length > 0 || !required.every(takesNumbers)
    ? undefined
    : [a, b];
}

const trialsOf = ([a, b]: readonly [Parameter, Parameter]): JsonObject[] =>
  TRIALS.map(([x, y]) => ({ [a.name]: x, [b.name]: y }));

/** The calls that tell whether a tool computes, and what; none for a tool of another form. */
export function arithmeticTrials(tool: Tool): JsonObject[] {
  const slots = slotsOf(tool);
  return slots === undefined ? [] : trialsOf(slots);
}

/** What the trials come to, with the first argument as `a`, or with the second ("subtract X from Y"). */
function operationOf(
  values: readonly number[],
): { operation: Operation; turned: boolean } | undefined {
  for (const turned of [false, true])
    for (const operation of Object.keys(OPERATIONS) as Operation[]) {
      const compute = OPERATIONS[operation];
      const fits = TRIALS.every(([x, y], at) =>
        near(values[at] ?? Number.NaN, turned ? compute(y, x) : compute(x, y)),
      );
      if (fits) return { operation, turned };
    }
  return undefined;
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
  const results = trialsOf(slots).flatMap((args, at) => {
    const observation = made.get(canonicalJson(args));
    return observation == null ? [] : (numberResult(observation, TRIALS[at] ?? []) ?? []);
  });
  const [first] = results;
  const found = operationOf(results.map(({ value }) => value));
  if (first === undefined || found === undefined || results.length < TRIALS.length)
    return undefined;
  const place = canonicalJson(first.place);
  if (results.some((result) => canonicalJson(result.place) !== place)) return undefined;
  const [a, b] = slots;
  return {
    kind: 'numbers',
    tool: id,
    slots: found.turned ? [b.name, a.name] : [a.name, b.name],
    operation: found.operation,
    whole: slots.some(({ type }) => type === 'integer'),
    result: first.place,
  };
}
