import {
  foldSchema,
  itemsOf,
  propertiesOf,
  requiredOf,
  typesOf,
} from '@firefly/domain/catalog/schema';
import { isObject, type Json, type JsonObject } from '@firefly/domain/json';
import { shortText } from './shorten.ts';

/** What the Messages API takes as the name of a property of a tool's input, on the top level. */
const PROPERTY = /^[a-zA-Z0-9_.-]{1,64}$/;
const MAX_DEPTH = 6;
/** Values of a list that is longer are not shown: the description has to do. */
const MOST_VALUES = 40;
const LONGEST_PATTERN = 120;
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** Words that are shown as they stand. */
const PLAIN = [
  ...['const', 'default', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems'],
];

const plainOf = (schema: JsonObject): [string, Json][] =>
  PLAIN.flatMap((word) => {
    const said = schema[word];
    // The bounds of whole numbers themselves say nothing.
    const idle = said === undefined || said === null || Math.abs(Number(said)) >= UNBOUNDED;
    return idle ? [] : [[word, said] as [string, Json]];
  });

/**
 * A part of an input schema in the words that all providers take: references are written out, `null` is
 * left to whoever leaves the property out, and what no model reads (titles, vendors' words) is gone.
 */
function shown(root: JsonObject, raw: Json | undefined, limit: number, depth = 0): JsonObject {
  if (depth > MAX_DEPTH) return {};
  const schema = foldSchema(root, raw);
  const { description, enum: listed, pattern } = schema;
  const types = typesOf(schema);
  const [type] = types;
  const inner = (part: Json | undefined) => shown(root, part, limit, depth + 1);
  const members = propertiesOf(schema).map(([name, part]) => [name, inner(part)] as const);
  const required = requiredOf(schema).filter((name) => members.some(([key]) => key === name));
  const either = [schema.anyOf, schema.oneOf].find(Array.isArray);
  return {
    ...(type === undefined ? {} : { type: types.length === 1 ? type : types }),
    ...(typeof description === 'string' && description !== ''
      ? { description: shortText(description, limit) }
      : {}),
    ...(Array.isArray(listed) && listed.length <= MOST_VALUES ? { enum: listed } : {}),
    ...Object.fromEntries(plainOf(schema)),
    ...(typeof pattern === 'string' && pattern.length <= LONGEST_PATTERN ? { pattern } : {}),
    ...(members.length > 0 ? { properties: Object.fromEntries(members) } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(types.includes('array') ? { items: inner(itemsOf(schema)) } : {}),
    ...(isObject(schema.additionalProperties)
      ? { additionalProperties: inner(schema.additionalProperties) }
      : {}),
    ...(either === undefined || depth === 0 ? {} : { anyOf: either.map(inner) }),
  };
}

/**
 * An input schema as it is offered to a model, descriptions cut at `limit` characters. It may allow more
 * than the server's own, which decides. Null where a required property has a name that the Messages API
 * refuses: then the whole request would fail.
 */
export function modelSchema(schema: JsonObject, limit: number): JsonObject | null {
  const { type: _, properties, required = [], ...rest } = shown(schema, schema, limit);
  const members = isObject(properties) ? Object.entries(properties) : [];
  const allowed = members.filter(([name]) => PROPERTY.test(name));
  const needed = Array.isArray(required) ? required : [];
  if (needed.some((name) => typeof name === 'string' && !PROPERTY.test(name))) return null;
  const { description: __, ...more } = rest;
  return {
    type: 'object',
    properties: Object.fromEntries(allowed),
    ...(needed.length > 0 ? { required: needed } : {}),
    ...more,
  };
}
