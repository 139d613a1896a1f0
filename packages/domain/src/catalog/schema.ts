import { isObject, type Json, type JsonObject } from '../json.ts';
import { valueAt } from '../pointer.ts';

/** Reference and composition steps followed from one schema before it is taken as saying nothing. */
const MAX_STEPS = 8;

function referred(root: JsonObject, ref: string): Json | undefined {
  if (!ref.startsWith('#')) return undefined;
  try {
    return valueAt(root, decodeURIComponent(ref.slice(1)));
  } catch {
    return undefined;
  }
}

const saysNull = (schema: Json): boolean =>
  isObject(schema) && (schema.type === 'null' || schema.const === null);

/** The one schema beside null in `anyOf`/`oneOf`, or the one of an `allOf`. */
function onlyAlternative(schema: JsonObject): Json | undefined {
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = schema[key];
    if (!Array.isArray(list)) continue;
    const real = key === 'allOf' ? list : list.filter((item) => !saysNull(item));
    return real.length === 1 ? real[0] : undefined;
  }
  return undefined;
}

/**
 * A schema with its local `$ref`, a nullable union and a single `allOf` folded into one object; what
 * stands beside them (description, default) wins. A remote or circular reference says nothing: `{}`.
 */
export function foldSchema(root: JsonObject, schema: Json | undefined): JsonObject {
  let folded = isObject(schema) ? schema : {};
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { $ref, ...beside } = folded;
    const inner = typeof $ref === 'string' ? referred(root, $ref) : onlyAlternative(folded);
    if (typeof $ref !== 'string' && inner === undefined) return folded;
    const { anyOf: _any, oneOf: _one, allOf: _all, ...rest } = beside;
    folded = { ...(isObject(inner) ? inner : {}), ...(typeof $ref === 'string' ? beside : rest) };
  }
  return {};
}

/** Whether a schema lets null stand: as one of its types or alternatives. */
export function allowsNull(root: JsonObject, schema: Json | undefined): boolean {
  if (!isObject(schema)) return false;
  const { type, anyOf, oneOf, $ref } = schema;
  if (saysNull(schema) || (Array.isArray(type) && type.includes('null'))) return true;
  if ([anyOf, oneOf].some((list) => Array.isArray(list) && list.some(saysNull))) return true;
  const target = typeof $ref === 'string' ? referred(root, $ref) : undefined;
  return isObject(target) && target.$ref === undefined && allowsNull(root, target);
}

/** The schema types a value may have besides null; none if the schema does not say. */
export function typesOf(schema: JsonObject): string[] {
  const listed = Array.isArray(schema.type) ? schema.type : [schema.type];
  const named = listed.filter((type) => typeof type === 'string' && type !== 'null') as string[];
  if (named.length > 0) return named;
  if (isObject(schema.properties)) return ['object'];
  if (schema.items !== undefined || schema.prefixItems !== undefined) return ['array'];
  const fixed = Array.isArray(schema.enum) ? schema.enum : [schema.const];
  const types = new Set(fixed.flatMap((value) => (isScalar(value) ? [typeof value] : [])));
  return [...types];
}

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The names a schema requires. */
export const requiredOf = (schema: JsonObject): string[] =>
  Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];

/** The members a schema describes, in its order. */
export const propertiesOf = (schema: JsonObject): [name: string, schema: Json][] =>
  isObject(schema.properties) ? Object.entries(schema.properties) : [];

/** The schema of an array's elements; of a tuple, that of its first element. */
export function itemsOf(schema: JsonObject): Json | undefined {
  const tuple = schema.prefixItems ?? schema.items;
  return Array.isArray(tuple) ? tuple[0] : schema.items;
}
