import type { TaskCall } from '../dataset/task.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, leavesOf, shapePointer, toPointer, valueAt } from '../pointer.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import type { Selector } from '../synthesis/expression-facts.ts';
import { placeText } from '../synthesis/expression-places.ts';
import { countryCode } from '../words/countries.ts';
import { tokensOf } from '../words/tokens.ts';
import { argumentLeaves } from './arguments.ts';
import { valuesAlong } from './arrays.ts';
import { show } from './check.ts';
import { isLabel } from './cities.ts';
import type { JudgingContext } from './context.ts';
import { type Labelled, type Place, toolOf } from './draft.ts';
import { sameScalar } from './mentions.ts';
import { parameterAt } from './parameters.ts';
import { unaskableName, unaskableValue } from './unaskable.ts';

/** Kinds of argument that name one thing for sure: no other thing shares a path or an id. */
const EXACT = new Set(['a path', 'an opaque id']);

/** What a call is asked for by name, argument by argument: a list of names is one argument. */
function labelsOf(call: TaskCall, context: JudgingContext): string[][] {
  const tool = toolOf(call, context);
  const byArgument = new Map<string, string[]>();
  for (const { pointer, value, schema } of argumentLeaves(call, tool.inputSchema)) {
    if (!isLabel(value) || schema.constant !== undefined) continue;
    if (parameterAt(tool, call.arguments, pointer)?.enum !== undefined) continue;
    const name = fromPointer(pointer).findLast((segment) => !/^\d+$/.test(segment)) ?? '';
    if (EXACT.has(unaskableValue(value) ?? '') || EXACT.has(unaskableName(name) ?? '')) continue;
    const shape = shapePointer(call.arguments, pointer);
    byArgument.set(shape, [...(byArgument.get(shape) ?? []), value]);
  }
  return [...byArgument.values()];
}

/** A record of an array, and the array's path as expressions write it. */
interface Row {
  readonly record: JsonObject;
  readonly path: string;
}

/** The records of arrays that hold a leaf, outermost first. */
function rowsAround({ call, pointer }: Place): Row[] {
  const segments = fromPointer(pointer);
  const names: string[] = [call.id];
  return segments.flatMap((segment, at) => {
    const holder = valueAt(call.observation, toPointer(segments.slice(0, at)));
    if (!Array.isArray(holder)) {
      names.push(segment);
      return [];
    }
    const record = holder[Number(segment)];
    return isObject(record) ? [{ record, path: placeText(names) ?? '' }] : [];
  });
}

/** What a record says itself: its scalars, not those of records listed inside it. */
function* ownScalars(value: Json): Generator<Json> {
  if (value === null || typeof value !== 'object') yield value;
  else if (isObject(value)) for (const child of Object.values(value)) yield* ownScalars(child);
  else if (!value.some(isObject)) for (const child of value) yield* ownScalars(child);
}

/** One name, however it is written; a country by name or code. */
function sameLabel(value: Json, label: string): boolean {
  if (sameScalar(value, label)) return true;
  if (typeof value !== 'string') return false;
  const words = tokensOf(label).join(' ');
  if (words !== '' && tokensOf(value).join(' ') === words) return true;
  const country = countryCode(label);
  return country !== undefined && countryCode(value) === country;
}

const says = (values: Iterable<Json>, labels: readonly string[]): boolean =>
  [...values].some((value) => labels.some((label) => sameLabel(value, label)));

/** A condition that an element equals something, on an array whose compared column knows the label. */
const picks =
  (labelled: Labelled, labels: readonly string[], rows: readonly Row[]) =>
  ({ kind, path, field }: Selector): boolean =>
    ['equals-literal', 'equals-path', 'in'].includes(kind) &&
    field !== null &&
    rows.some((row) => row.path === path) &&
    says(valuesAlong(labelled.inputs, field), labels);

/**
 * Records found by a name that do not carry it, where no predicate picks by the name either: the only
 * "Bissau" found may be another one, and a list may hold its neighbours (rule 2.3).
 */
export function strangers(
  labelled: Labelled,
  read: readonly Place[],
  context: JudgingContext,
): string[] {
  const parsed = parseExpression(labelled.expression);
  if (!parsed.ok) return [`${labelled.place}: ${parsed.reason}`];
  const problems = new Set<string>();
  for (const at of read) {
    const rows = rowsAround(at);
    if (rows.length === 0) continue;
    for (const labels of labelsOf(at.call, context)) {
      const picked = parsed.facts.selectors.some(picks(labelled, labels, rows));
      if (picked || rows.some(({ record }) => says(ownScalars(record), labels))) continue;
      problems.add(
        `${labelled.place} reads a record of ${at.call.id}, found by ${show(labels[0])}, that neither says so nor is picked by it: ${at.pointer}`,
      );
    }
  }
  return [...problems].slice(0, 3);
}

/** The arrays of records of a value, without those inside of other arrays. */
function* outerLists(
  value: Json,
  at: readonly string[] = [],
): Generator<{ pointer: string; rows: Json }> {
  if (Array.isArray(value)) {
    if (value.some(isObject)) yield { pointer: toPointer(at), rows: value };
  } else if (isObject(value))
    for (const [key, child] of Object.entries(value)) yield* outerLists(child, [...at, key]);
}

/** Lists that nowhere say the name that a call asked for: whatever is read off them is a stranger's. */
export function namelessLists(call: TaskCall, context: JudgingContext): string[] {
  const asked = labelsOf(call, context);
  return [...outerLists(call.observation)].flatMap(({ pointer, rows }) => {
    const values = [...leavesOf(rows)].map((leaf) => leaf.value);
    return asked.every((labels) => says(values, labels)) ? [] : [pointer];
  });
}
