import type { Binding, TaskCall, TaskFlow } from '../dataset/task.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, toPointer } from '../pointer.ts';
import { parseExpression } from '../synthesis/expression-ast.ts';
import { type SchemaPlace, schemaPlace } from '../synthesis/schema-at.ts';
import { sameJson } from './draft.ts';

/** A place in the arguments of a call that holds a value. */
export interface Valued {
  readonly pointer: string;
  readonly value: Json;
}

/** One that nothing explains; `key` if the schema does not name it or what holds it. */
export interface Unaccounted extends Valued {
  readonly key: string | undefined;
}

/** Scalars, and arrays and objects that hold nothing: a value too, which somebody chose. */
export function* valuedPlaces(value: Json, pointer = ''): Generator<Valued> {
  const children: [string | number, Json][] =
    value === null || typeof value !== 'object'
      ? []
      : Array.isArray(value)
        ? [...value.entries()]
        : Object.entries(value);
  if (children.length === 0 && pointer !== '') yield { pointer, value };
  for (const [key, child] of children) yield* valuedPlaces(child, pointer + toPointer([key]));
}

/** How far the schema alone explains a place: a constant it demands, or a key that it does not name. */
function explain(root: SchemaPlace, args: JsonObject, { pointer, value }: Valued) {
  let place = root;
  let parent: Json | undefined = args;
  let required = false;
  let key: string | undefined;
  for (const segment of fromPointer(pointer)) {
    if (isObject(parent) && !place.declares(segment)) key ??= segment;
    required = isObject(parent) && place.required.includes(segment);
    place = place.child(segment);
    parent = (parent as Record<string, Json>)[segment];
  }
  return { constant: required && sameJson(place.constant, value), key };
}

/**
 * The arguments of a call that come from nowhere: not from a flow, not from a binding, not from a
 * constant that the schema demands. A key that the schema does not name can only flow: no binding
 * says where it would belong (rule 2.6). These are the values that a replay could not rebuild.
 */
export function unaccountedArguments(
  call: Pick<TaskCall, 'id' | 'arguments'>,
  inputSchema: JsonObject,
  flows: readonly TaskFlow[],
  bindings: readonly Binding[],
): Unaccounted[] {
  const root = schemaPlace(inputSchema);
  const flowing = flows.filter((flow) => flow.to === call.id && flow.to_pointer !== '');
  const bound = new Set(
    bindings.flatMap((each) => ('call' in each && each.call === call.id ? [each.pointer] : [])),
  );
  return [...valuedPlaces(call.arguments)].flatMap((place) => {
    const { pointer } = place;
    if (flowing.some(({ to_pointer: to }) => `${pointer}/`.startsWith(`${to}/`))) return [];
    const { constant, key } = explain(root, call.arguments, place);
    return key === undefined && (constant || bound.has(pointer)) ? [] : [{ ...place, key }];
  });
}

/** The literals of an expression that need an account, each once; a reason where it does not parse. */
export function literalsOf(
  expression: string,
): { readonly values: readonly (string | number)[] } | { readonly reason: string } {
  const parsed = parseExpression(expression);
  if (!parsed.ok) return { reason: parsed.reason };
  // Regexes are structure. Index literals are positions, which are judged elsewhere, or groups of a match. That
  // a day has 86,400,000 milliseconds nobody says.
  const needing = parsed.facts.literals.filter(({ role }) => role !== 'index' && role !== 'unit');
  return { values: [...new Set(needing.map(({ value }) => value))] };
}

/** Whether a literal of the expression at a pointer into the task has a binding. */
export const isBoundLiteral = (
  bindings: readonly Binding[],
  pointer: string,
  value: string | number,
): boolean => bindings.some((each) => 'in' in each && each.in === pointer && each.value === value);
