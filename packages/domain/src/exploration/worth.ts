import type { Json, JsonObject } from '../json.ts';
import { isTrivial } from '../judging/trivial.ts';
import { leavesOf } from '../pointer.ts';

/** A call that succeeded, once for each set of arguments. */
export interface Success {
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly observation: Json;
}

/** What the calls of an exploration promise, before anybody has written a task. */
export interface Worth {
  /** Calls whose observation holds a value that a label could be read from. */
  readonly labelWorthy: number;
  /** Of them, how many different tools. */
  readonly tools: number;
  /** Argument leaves whose value an earlier call gave, and nothing that was known before. */
  readonly dependencies: number;
}

const digits = (value: number): number =>
  value.toExponential().split('e')[0]?.replace(/\D/g, '').length ?? 0;

/** Long enough to have come from one place only (rule 2.5). */
const isDistinctive = (value: Json): value is string | number =>
  typeof value === 'number'
    ? digits(value) >= 3
    : typeof value === 'string' && Array.from(value).length >= 4;

/** Holds a leaf that is no flag, no single digit and no echo of its own arguments (rule 2.8). */
function givesLabel({ arguments: args, observation }: Success): boolean {
  const asked = new Set([...leavesOf(args)].map(({ value }) => value));
  return leavesOf(observation).some(
    ({ value }) => value !== null && value !== '' && !isTrivial(value) && !asked.has(value),
  );
}

/** The distinctive texts and numbers of observations, as later calls may take them up. */
function holds(observation: Json, value: string | number): boolean {
  const text = String(value);
  return leavesOf(observation).some(
    (leaf) =>
      leaf.value === value ||
      (typeof leaf.value === 'string' ? leaf.value.includes(text) : String(leaf.value) === text),
  );
}

/**
 * What these calls promise. `known` are values that stood there before the first call: taking one of them
 * up again shows no dependency.
 */
export function worthOf(
  calls: readonly Success[],
  known: ReadonlySet<string | number> = new Set(),
): Worth {
  const worthy = calls.filter(givesLabel);
  const dependencies = calls.flatMap((call, at) =>
    [...leavesOf(call.arguments)].filter(
      ({ value }) =>
        isDistinctive(value) &&
        !known.has(value) &&
        calls.slice(0, at).some(({ observation }) => holds(observation, value)),
    ),
  );
  return {
    labelWorthy: worthy.length,
    tools: new Set(worthy.map(({ tool }) => tool)).size,
    dependencies: dependencies.length,
  };
}
