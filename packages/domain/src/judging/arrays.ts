import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, shapePointer, toPointer, valueAt } from '../pointer.ts';
import type { ReadLeaf } from '../ports.ts';
import { placeNames } from '../synthesis/expression-places.ts';

/** An array inside the observation of a call. */
export interface FoundArray {
  readonly call: string;
  readonly pointer: string;
  readonly items: readonly Json[];
}

function* along(
  value: Json | undefined,
  call: string,
  names: readonly string[],
  at: readonly (string | number)[],
): Generator<FoundArray> {
  if (Array.isArray(value)) {
    yield { call, pointer: toPointer(at), items: value };
    for (const [index, item] of value.entries()) yield* along(item, call, names, [...at, index]);
    return;
  }
  const [name, ...rest] = names;
  if (name === undefined || !isObject(value) || !Object.hasOwn(value, name)) return;
  yield* along(value[name], call, rest, [...at, name]);
}

/** The arrays that a plain path (`c1.cities.population`) goes through, outermost first. */
export function arraysAlong(inputs: JsonObject, path: string): FoundArray[] {
  const [call, ...names] = placeNames(path);
  return call === undefined ? [] : [...along(inputs[call], call, names, [])];
}

/** The arrays above the leaves that were read, each once. */
export function arraysAbove(inputs: JsonObject, reads: readonly ReadLeaf[]): FoundArray[] {
  const found = new Map<string, FoundArray>();
  for (const { call, pointer } of reads) {
    const segments = fromPointer(pointer);
    for (let length = 0; length < segments.length; length += 1) {
      const above = toPointer(segments.slice(0, length));
      const items = valueAt(inputs[call], above);
      if (Array.isArray(items)) found.set(`${call}${above}`, { call, pointer: above, items });
    }
  }
  return [...found.values()];
}

/** The lengths of the arrays at one place of the shape. */
export function arrayLengths(observation: Json, shape: string): number[] {
  const lengths: number[] = [];
  const walk = (value: Json, at: readonly string[]): void => {
    if (value === null || typeof value !== 'object') return;
    if (Array.isArray(value) && toPointer(at) === shape) lengths.push(value.length);
    for (const [key, child] of Object.entries(value)) {
      walk(child, [...at, Array.isArray(value) ? '*' : key]);
    }
  };
  walk(observation, []);
  return lengths;
}

/** The place of an array in the shape of its observation. */
export const arrayShape = (inputs: JsonObject, array: FoundArray): string =>
  shapePointer(inputs[array.call] ?? null, array.pointer);

/** The plain values that a path ends at. */
export function valuesAlong(inputs: JsonObject, path: string): Json[] {
  const [call, ...names] = placeNames(path);
  const flat = (value: Json): Json[] => (Array.isArray(value) ? value.flatMap(flat) : [value]);
  const start = call === undefined ? undefined : inputs[call];
  return names.reduce(
    (values, name) =>
      values.flatMap((value) =>
        isObject(value) && Object.hasOwn(value, name) ? flat(value[name] ?? null) : [],
      ),
    start === undefined ? [] : flat(start),
  );
}
