import { isObject, type Json, type JsonObject } from '../json.ts';
import { valueAt } from '../pointer.ts';

/** Most branches taken of one place: far above what a person writes, and quick. */
const MAX_BRANCHES = 256;

/** What a local reference points to; undefined for another document or a broken one. */
function referred(root: JsonObject, $ref: Json | undefined): Json | undefined {
  if (typeof $ref !== 'string' || !$ref.startsWith('#')) return undefined;
  try {
    return valueAt(root, decodeURIComponent($ref.slice(1)));
  } catch {
    return undefined;
  }
}

/**
 * Schemas with their local `$ref` and their `allOf`, `anyOf`, `oneOf` branches laid side by side, each
 * once: references may form a loop, or a tree with more paths than anybody could walk.
 */
function branches(root: JsonObject, schemas: readonly Json[]): JsonObject[] {
  const found = new Set<JsonObject>();
  const open: (Json | undefined)[] = schemas.toReversed();
  while (open.length > 0 && found.size < MAX_BRANCHES) {
    const schema = open.pop();
    if (!isObject(schema) || found.has(schema)) continue;
    found.add(schema);
    const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) =>
      Array.isArray(list) ? list : [],
    );
    open.push(...parts.toReversed(), referred(root, schema.$ref));
  }
  return [...found];
}

/** What a tool's input schema says about one place in the arguments. */
export interface SchemaPlace {
  readonly container: 'array' | 'object' | undefined;
  /** The only value that may stand here: `const`, or an `enum` of one. */
  readonly constant: Json | undefined;
  /** Names that must stand here, if this is an object. */
  readonly required: readonly string[];
  /** The schema names this key: it is a parameter, not a key of an open object. */
  readonly declares: (key: string) => boolean;
  readonly child: (key: string) => SchemaPlace;
}

function placeOf(root: JsonObject, schemas: readonly JsonObject[]): SchemaPlace {
  const says = (type: string, ...keywords: string[]) =>
    schemas.some(
      (s) =>
        s.type === type ||
        (Array.isArray(s.type) && s.type.includes(type)) ||
        keywords.some((keyword) => keyword in s),
    );
  const array = says('array', 'items', 'prefixItems');
  const object = says('object', 'properties');
  const properties = schemas.flatMap((s) => (isObject(s.properties) ? [s.properties] : []));
  const constants = schemas.flatMap((s) => {
    if (s.const !== undefined) return [s.const];
    const only = Array.isArray(s.enum) && s.enum.length === 1 ? s.enum[0] : undefined;
    return only === undefined ? [] : [only];
  });
  const childSchemas = (key: string): Json[] => {
    const named = properties.flatMap((p) => (Object.hasOwn(p, key) ? [p[key] ?? null] : []));
    if (named.length > 0) return named;
    return schemas.flatMap((s) => {
      const fixed = Array.isArray(s.prefixItems) ? s.prefixItems[Number(key)] : undefined;
      return [fixed ?? s.items ?? null, s.additionalProperties ?? null];
    });
  };
  return {
    container: array === object ? undefined : array ? 'array' : 'object',
    // Branches that disagree (a tagged union) leave a choice, and a choice needs an account.
    constant: constants.length === 1 ? constants[0] : undefined,
    required: schemas
      .flatMap((s) => (Array.isArray(s.required) ? s.required : []))
      .filter((name) => typeof name === 'string'),
    declares: (key) => properties.some((p) => Object.hasOwn(p, key)),
    child: (key) => placeOf(root, branches(root, childSchemas(key))),
  };
}

/** The root of the arguments, as the input schema describes it. Local `$ref` only; bounded. */
export const schemaPlace = (inputSchema: JsonObject): SchemaPlace =>
  placeOf(inputSchema, branches(inputSchema, [inputSchema]));
