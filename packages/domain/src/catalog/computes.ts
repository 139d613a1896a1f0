import { isObject, type Json, type JsonObject } from '../json.ts';
import { foldSchema, itemsOf, propertiesOf, requiredOf, typesOf } from './schema.ts';
import type { ListedTool } from './tool.ts';

const MAX_DEPTH = 8;
/** Numbers that stand for a thing, and no amounts. */
const NAMES_A_THING = /id$|^(code|key|number|no|year)$/i;

/** Whether nothing but numbers fits a schema, in arrays and objects or alone; fixed choices count for neither. */
function numbersAlone(root: JsonObject, raw: Json | undefined, depth = 0): boolean {
  const schema = foldSchema(root, raw);
  const alternatives = schema.anyOf ?? schema.oneOf;
  const deeper = (inner: Json | undefined): boolean => numbersAlone(root, inner, depth + 1);
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(alternatives)) return alternatives.length > 0 && alternatives.every(deeper);
  const [type, ...others] = typesOf(schema);
  if (type === undefined || others.length > 0) return false;
  if (type === 'array') return deeper(itemsOf(schema));
  if (type === 'object') return isEachNumbers(root, schema, depth);
  return type === 'number' || type === 'integer';
}

function isEachNumbers(root: JsonObject, schema: JsonObject, depth: number): boolean {
  const needed = new Set(requiredOf(schema));
  const free = propertiesOf(schema).filter(
    ([name, member]) => needed.has(name) && !isFixed(foldSchema(root, member)),
  );
  return (
    free.length > 0 &&
    free.every(
      ([name, member]) => !NAMES_A_THING.test(name) && numbersAlone(root, member, depth + 1),
    )
  );
}

const isFixed = (schema: JsonObject): boolean =>
  schema.enum !== undefined || schema.const !== undefined;

/**
 * Whether a tool works out what it answers from the numbers that it is given, as its input schema says: a
 * calculator, a distance between two points. It knows nothing by itself; a tool that takes a text, an id or
 * nothing at all may.
 */
export function computes({ inputSchema }: Pick<ListedTool, 'inputSchema'>): boolean {
  return (
    isObject(inputSchema) && isEachNumbers(inputSchema, foldSchema(inputSchema, inputSchema), 0)
  );
}
