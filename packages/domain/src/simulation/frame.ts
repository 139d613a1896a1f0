import { foldSchema, itemsOf, typesOf } from '../catalog/schema.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { numbersIn } from './text-features.ts';

/** A request taken apart: all that must be the same in a similar one, and the texts that may differ. */
export interface Frame {
  /** Pointers, types, numbers, booleans, values of an enum, and the numbers inside texts. */
  readonly key: string;
  /** The texts that may differ, in the order of their pointers, which are those of the key. */
  readonly texts: readonly string[];
}

/** UTF-16 units of text in a request; longer ones take long to compare, and are never similar. */
const MAX_TEXT = 400;
const MAX_LEAVES = 64;
const MAX_DEPTH = 32;

/** Words of a schema that say a text is one of a list, or has a form: then it is what it is, or another. */
const FORMS = ['enum', 'const', 'format', 'pattern', 'anyOf', 'oneOf', 'allOf'] as const;

const isFree = (text: string, schema: JsonObject): boolean =>
  typesOf(schema).join() === 'string' &&
  FORMS.every((word) => schema[word] === undefined) &&
  /\p{L}/u.test(text);

const schemaOfMember = (schema: JsonObject, value: Json, key: string): Json | undefined => {
  if (Array.isArray(value)) return schema.prefixItems === undefined ? itemsOf(schema) : undefined;
  const { properties } = schema;
  return isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
};

/** Takes the arguments of a tool apart; null for a request that is too large to be similar to any. */
export function frameOf(inputSchema: JsonObject, args: JsonObject): Frame | null {
  const fixed: Json[] = [];
  const texts: string[] = [];
  let length = 0;
  const walk = (value: Json, pointer: string, raw: Json | undefined, depth: number): boolean => {
    if (fixed.length >= MAX_LEAVES || depth > MAX_DEPTH) return false;
    length += typeof value === 'string' ? value.length : pointer.length;
    if (length > MAX_TEXT) return false;
    const schema = foldSchema(inputSchema, raw);
    if (typeof value === 'string' && isFree(value, schema)) {
      texts.push(value);
      fixed.push([pointer, 'text', ...numbersIn(value)]);
      return true;
    }
    if (value === null || typeof value !== 'object') {
      fixed.push([pointer, 'value', value]);
      return true;
    }
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    fixed.push([pointer, Array.isArray(value) ? 'array' : 'object', members.length]);
    return members.every(([key, member]) => {
      const inner = schemaOfMember(schema, value, key);
      return walk(member, pointer + toPointer([key]), inner, depth + 1);
    });
  };
  return walk(args, '', inputSchema, 0) ? { key: JSON.stringify(fixed), texts } : null;
}
