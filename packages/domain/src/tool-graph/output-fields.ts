import { parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import { isObject, type Json } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { documentOf, keyPath } from './documents.ts';
import type { ObservedCall } from './record-groups.ts';

/** A place in what a tool gives whose values could be an argument elsewhere. */
export interface OutputField {
  /** Shape pointer into the observation: array positions are `*`, a key of a text stands behind `:`. */
  readonly path: string;
  readonly type: 'string' | 'number';
  /** Values seen there, at most two; none where only the output schema speaks of it. */
  readonly samples: readonly (string | number)[];
}

/** Fields of one tool at most: behind these, keys are data. */
export const MAX_FIELDS = 40;
const MAX_CALLS = 20;
const MAX_LEAVES = 5_000;
const MAX_SAMPLES = 2;
/** A longer text, or one of several lines, is nothing that a parameter takes as it is. */
const LONGEST = 200;

type Found = readonly [path: string, value: string | number];

const feeds = (value: Json): value is string | number =>
  typeof value === 'string'
    ? value.trim() !== '' && value.length <= LONGEST && !value.includes('\n')
    : typeof value === 'number' && Number.isFinite(value);

/** The values of an observation with their places in its shape. */
function* valuesOf(value: Json, path: string): Generator<Found> {
  if (Array.isArray(value)) for (const item of value) yield* valuesOf(item, `${path}/*`);
  else if (isObject(value))
    for (const [key, child] of Object.entries(value))
      yield* valuesOf(child, path + toPointer([key]));
  else if (feeds(value)) yield [path, value];
}

/** What a text of an observation states line by line. */
function* statedIn(observation: Json): Generator<Found> {
  const document = documentOf(observation);
  for (const [key, value] of Object.entries(document?.record ?? {}))
    if (feeds(value)) yield [keyPath(document?.steps ?? [], key), value];
}

/** What an output schema promises, where nothing was seen. */
function promised({ outputSchema }: Tool): OutputField[] {
  if (outputSchema === undefined) return [];
  return parametersOf({ inputSchema: outputSchema }).flatMap(({ pointer, type }) =>
    type === 'string' || type === 'number' || type === 'integer'
      ? [{ path: pointer, type: type === 'string' ? 'string' : 'number', samples: [] }]
      : [],
  );
}

/**
 * The output fields of a tool, first those that its calls show, in the order of their first appearance, then
 * those that its output schema promises; 40 at most. A field that holds both texts and numbers is as it was
 * first seen.
 */
export function outputFields(tool: Tool, calls: readonly ObservedCall[]): OutputField[] {
  const fields = new Map<string, OutputField>();
  const add = ([path, value]: Found): void => {
    const type = typeof value === 'number' ? 'number' : 'string';
    const { samples, ...field } = fields.get(path) ?? { path, type, samples: [] };
    const known = samples.includes(value) || samples.length >= MAX_SAMPLES || field.type !== type;
    if (fields.size < MAX_FIELDS || fields.has(path))
      fields.set(path, { ...field, samples: known ? samples : [...samples, value] });
  };
  const own = calls.filter((call) => call.tool === toolId(tool));
  for (const { observation } of own.slice(0, MAX_CALLS)) {
    for (const found of valuesOf(observation, '').take(MAX_LEAVES)) add(found);
    for (const found of statedIn(observation)) add(found);
  }
  const unseen = promised(tool).filter(({ path }) => !fields.has(path));
  return [...fields.values(), ...unseen].slice(0, MAX_FIELDS);
}
