import { parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import { isObject, type Json } from '../json.ts';
import { fromPointer, toPointer } from '../pointer.ts';
import { documentOf, keyPath } from './documents.ts';
import type { ObservedCall } from './record-groups.ts';

/** A place in what a tool gives whose values could be an argument elsewhere. */
export interface OutputField {
  /** Shape pointer into the observation: array positions are `*`, a key of a text stands behind `:`. */
  readonly path: string;
  /** `text`: long or of several lines, so that values stand in it, and it is none itself. */
  readonly type: 'string' | 'number' | 'text';
  /** Values seen there, at most two, one of texts; none where only the output schema speaks of it. */
  readonly samples: readonly (string | number)[];
}

/** Fields of one tool at most: behind these, keys are data. The outer ones go first. */
export const MAX_FIELDS = 30;
const MAX_CALLS = 20;
const MAX_SEEN = 1_000;
const MAX_LEAVES = 5_000;
const MAX_SAMPLES = 2;
/** A longer text, or one of several lines, is nothing that a parameter takes as it is. */
const LONGEST = 200;
/** Characters of a text that are kept to show what stands in it. */
const SHOWN = 200;

type Found = readonly [path: string, value: string | number];

const holds = (value: Json): value is string | number =>
  typeof value === 'string' ? value.trim() !== '' : typeof value === 'number';

function typeOf(value: string | number): OutputField['type'] {
  if (typeof value === 'number') return 'number';
  return value.length > LONGEST || value.trim().includes('\n') ? 'text' : 'string';
}

/** The values of an observation with their places in its shape. */
function* valuesOf(value: Json, path: string): Generator<Found> {
  if (Array.isArray(value)) for (const item of value) yield* valuesOf(item, `${path}/*`);
  else if (isObject(value))
    for (const [key, child] of Object.entries(value))
      yield* valuesOf(child, path + toPointer([key]));
  else if (holds(value)) yield [path, value];
}

/** What a text of an observation states line by line. */
function* statedIn(observation: Json): Generator<Found> {
  const document = documentOf(observation);
  for (const [key, value] of Object.entries(document?.record ?? {}))
    if (holds(value)) yield [keyPath(document?.steps ?? [], key), value];
}

/**
 * What an output schema promises, where nothing was seen. An object with a single text is usually that text
 * (`observe`, rule 2.1); what was seen to be no object keeps no promise of one.
 */
function promised({ outputSchema }: Tool, own: readonly ObservedCall[]): OutputField[] {
  if (outputSchema === undefined || !own.every((call) => isObject(call.observation))) return [];
  const fields = parametersOf({ inputSchema: outputSchema }).flatMap(
    ({ pointer, type }): OutputField[] =>
      type === 'string' || type === 'number' || type === 'integer'
        ? [{ path: pointer, type: type === 'string' ? 'string' : 'number', samples: [] }]
        : [],
  );
  const [only, ...others] = fields;
  const wrapped = own.length === 0 && others.length === 0 && only?.type === 'string';
  return wrapped && depthOf(only) === 1 ? [{ ...only, path: '' }] : fields;
}

const depthOf = ({ path }: OutputField): number => fromPointer(path).length;

/** The first `MAX_FIELDS` by depth, in the order in which they came. */
function outermost(fields: readonly OutputField[]): OutputField[] {
  const kept = new Set(fields.toSorted((a, b) => depthOf(a) - depthOf(b)).slice(0, MAX_FIELDS));
  return fields.filter((field) => kept.has(field));
}

/** A field with one more value; once a text stood there, it holds texts. */
function seenAgain(field: OutputField | undefined, [path, value]: Found): OutputField {
  const type = typeOf(value);
  const shown = typeof value === 'string' ? value.slice(0, SHOWN) : value;
  if (field === undefined || (type === 'text' && field.type === 'string'))
    return { path, type, samples: [shown] };
  const { samples } = field;
  const full = samples.length >= (field.type === 'text' ? 1 : MAX_SAMPLES);
  return full || field.type !== type || samples.includes(shown)
    ? field
    : { ...field, samples: [...samples, shown] };
}

/**
 * The output fields of a tool, first those that its calls show, in the order of their first appearance, then
 * those that its output schema promises; 30 at most. A field that holds both texts and numbers is as it was
 * first seen.
 */
export function outputFields(tool: Tool, calls: readonly ObservedCall[]): OutputField[] {
  const fields = new Map<string, OutputField>();
  const own = calls.filter((call) => call.tool === toolId(tool));
  for (const { observation } of own.slice(0, MAX_CALLS)) {
    const found = [...valuesOf(observation, '').take(MAX_LEAVES), ...statedIn(observation)];
    for (const one of found)
      if (fields.size < MAX_SEEN || fields.has(one[0]))
        fields.set(one[0], seenAgain(fields.get(one[0]), one));
  }
  const unseen = promised(tool, own).filter(({ path }) => !fields.has(path));
  return outermost([...fields.values(), ...unseen]);
}
