import { isObject, type Json, type JsonObject } from '../json.ts';
import { valueAt } from '../pointer.ts';

const MAX_DEPTH = 12;

/** A schema with its local `$ref` and its `allOf`, `anyOf`, `oneOf` branches laid side by side. */
function branches(root: JsonObject, schema: Json | undefined, depth = 0): JsonObject[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return [];
  const { $ref } = schema;
  const referred =
    typeof $ref === 'string' && $ref.startsWith('#')
      ? branches(root, valueAt(root, decodeURIComponent($ref.slice(1))), depth + 1)
      : [];
  const parts = [schema.allOf, schema.anyOf, schema.oneOf]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((part) => branches(root, part, depth + 1));
  return [schema, ...referred, ...parts];
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
    child: (key) =>
      placeOf(
        root,
        childSchemas(key).flatMap((schema) => branches(root, schema)),
      ),
  };
}

/** The root of the arguments, as the input schema describes it. Local `$ref` only; bounded depth. */
export const schemaPlace = (inputSchema: JsonObject): SchemaPlace =>
  placeOf(inputSchema, branches(inputSchema, inputSchema));
