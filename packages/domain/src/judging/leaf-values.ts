import { canonicalJson } from '../identity.ts';
import type { Json } from '../json.ts';
import { fromPointer, leavesOf, shapePointer, toPointer, valueAt } from '../pointer.ts';
import type { JudgingContext, Observed } from './context.ts';
import type { Place } from './draft.ts';

/** What stood at one place of the shape over a tool's recordings. */
export interface LeafValues {
  /** One entry for each different record that held the leaf. */
  readonly values: readonly Json[];
  /** Recordings with different arguments that held it. */
  readonly recordings: number;
}

/** The recordings of a call's tool, the call's own among them, once for each set of arguments. */
export function observedOf(call: Place['call'], context: JudgingContext): Observed[] {
  const all: readonly Observed[] = [call, ...context.recordings(call.fingerprint)];
  const byArguments = new Map<string, Observed>();
  for (const { arguments: args, observation } of all) {
    const key = canonicalJson(args);
    if (!byArguments.has(key)) byArguments.set(key, { arguments: args, observation });
  }
  return [...byArguments.values()];
}

/** The record that holds a leaf: its nearest array element; the whole observation where there is none. */
function recordOf(observation: Json, pointer: string): Json | undefined {
  const segments = fromPointer(pointer);
  for (let length = segments.length; length > 0; length -= 1) {
    const holder = valueAt(observation, toPointer(segments.slice(0, length - 1)));
    if (Array.isArray(holder)) return valueAt(observation, toPointer(segments.slice(0, length)));
  }
  return undefined;
}

/**
 * The values of a leaf's place over all recordings. A row that several recordings returned counts
 * for the first only: a thing that was looked up often is not a common value.
 */
export function leafValues(place: Place, context: JudgingContext): LeafValues {
  const observed = observedOf(place.call, context);
  // A text as a whole: whatever another recording holds stands in the same place.
  if (place.shape === '')
    return { values: observed.map((each) => each.observation), recordings: observed.length };
  const values: Json[] = [];
  const earlier = new Set<string>();
  let recordings = 0;
  for (const { observation } of observed) {
    let held = false;
    const own: string[] = [];
    for (const leaf of leavesOf(observation)) {
      if (shapePointer(observation, leaf.pointer) !== place.shape) continue;
      held = true;
      const record = recordOf(observation, leaf.pointer);
      const row = typeof record === 'object' ? canonicalJson([record, leaf.value]) : undefined;
      if (row !== undefined && earlier.has(row)) continue;
      if (row !== undefined) own.push(row);
      values.push(leaf.value);
    }
    for (const row of own) earlier.add(row);
    if (held) recordings += 1;
  }
  return { values, recordings };
}

/** Whether a value is the single best guess for its leaf: more frequent there than any other value. */
export function isCommonest(value: Json, { values }: LeafValues): boolean {
  const counts = new Map<string, number>();
  for (const each of values) {
    const key = canonicalJson(each);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const own = counts.get(canonicalJson(value)) ?? 0;
  counts.delete(canonicalJson(value));
  return own > 1 && own > Math.max(0, ...counts.values());
}
