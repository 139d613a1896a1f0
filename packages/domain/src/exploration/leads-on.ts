import type { Parameter } from '../catalog/parameters.ts';
import { parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, leavesOf, shapePointer } from '../pointer.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { parameterMeaning, takesWords } from '../tool-graph/meaning.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';

function* valuesAt(value: Json | undefined, steps: readonly string[]): Generator<Json> {
  const [step, ...rest] = steps;
  if (value === undefined || value === null) return;
  if (step === undefined) yield value;
  else if (step === '*') {
    if (Array.isArray(value)) for (const item of value) yield* valuesAt(item, rest);
    // A lone record stands where an array of them would.
    else yield* valuesAt(value, rest);
  } else if (isObject(value) && Object.hasOwn(value, step)) yield* valuesAt(value[step], rest);
}

/** The values of an observation that an edge may carry on: none that the call was given. */
export function valuesAlong(
  { observation, arguments: args }: Pick<ObservedCall, 'observation' | 'arguments'>,
  { fromPath, only }: Edge,
): IteratorObject<string | number> {
  const given = [...leavesOf(args)].map(({ value }) => value);
  return valuesAt(observation, fromPointer(fromPath)).filter(
    (value): value is string | number =>
      value !== '' &&
      (typeof value === 'string' || typeof value === 'number') &&
      !given.includes(value) &&
      (only === undefined || only.includes(value)),
  );
}

const CODE = /^([A-Z]{2,3}|\d+)$/;

const isSaid = (tool: Tool, parameter: Parameter | undefined, value: Json): boolean =>
  parameter !== undefined &&
  parameter.enum === undefined &&
  typeof value === 'string' &&
  !CODE.test(value) &&
  !takesWords(parameter.name) &&
  !/ (id|code)$/.test(parameterMeaning({ name: parameter.name, tool: tool.name }) ?? '');

/**
 * Whether a prompt could say what a call was asked for: no codes, no numbers, no choices out of a list,
 * no words that were only looked for.
 */
export function sayable(tool: Tool, args: JsonObject): boolean {
  const parameters = parametersOf(tool);
  return [...leavesOf(args)].every(({ pointer, value }) => {
    const shape = shapePointer(args, pointer);
    return isSaid(
      tool,
      parameters.find((parameter) => parameter.pointer === shape),
      value,
    );
  });
}
