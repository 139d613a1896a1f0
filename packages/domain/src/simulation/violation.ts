import { requiredDefaults } from '../catalog/required-defaults.ts';
import { sampleOf } from '../catalog/sample.ts';
import {
  allowsNull,
  foldSchema,
  itemsOf,
  propertiesOf,
  requiredOf,
  typesOf,
} from '../catalog/schema.ts';
import { compileSchema } from '../catalog/validator.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, toPointer } from '../pointer.ts';

/** What is wrong with arguments whose only fault is one property, missing or of another type. */
export interface Violation {
  readonly kind: 'missing' | 'type';
  /** Of the property in the arguments; elements of arrays by their number. */
  readonly pointer: string;
  /** The one JSON Schema type that the property may have (besides null). */
  readonly expected: string;
  /** The JSON type of what was given, `integer` never; `undefined` for what is missing. */
  readonly given: string;
}

/** A violation and the schema of the property that it is about. */
interface Fault {
  readonly violation: Violation;
  readonly schema: Json | undefined;
}

const MAX_DEPTH = 16;

const jsonType = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

function isOfType(value: Json, type: string): boolean {
  const given = jsonType(value);
  // 1.5 is a number of the wrong size rather than of another type: servers word that in another way.
  return given === type || (type === 'integer' && given === 'number');
}

/**
 * The type that a violation speaks of. None where the schema lists values or alternatives: servers have
 * other words for these.
 */
function expectedOf(schema: JsonObject): string | undefined {
  const { enum: listed, const: fixed, anyOf, oneOf, allOf } = schema;
  if ([listed, fixed, anyOf, oneOf, allOf].some((word) => word !== undefined)) return undefined;
  const [type, ...others] = typesOf(schema);
  return others.length === 0 ? type : undefined;
}

/** The properties missing or of another type, in the order of the schema; lazily, as two are too many. */
function* faultsIn(
  root: JsonObject,
  raw: Json | undefined,
  value: Json,
  pointer: string,
  depth = 0,
): Generator<Fault> {
  const schema = foldSchema(root, raw);
  if (depth > MAX_DEPTH || (value === null && allowsNull(root, raw))) return;
  const expected = expectedOf(schema);
  if (expected !== undefined && !isOfType(value, expected)) {
    const violation = { kind: 'type' as const, pointer, expected, given: jsonType(value) };
    yield { violation, schema: raw };
  } else if (isObject(value)) {
    const members = new Map(propertiesOf(schema));
    for (const name of requiredOf(schema)) {
      const member = foldSchema(root, members.get(name));
      // A default stands in for what is left out, as in the calls that discovery makes.
      if (Object.hasOwn(value, name) || member.default !== undefined) continue;
      const at = pointer + toPointer([name]);
      const of = { pointer: at, expected: expectedOf(member) ?? '', given: 'undefined' };
      yield { violation: { kind: 'missing', ...of }, schema: members.get(name) };
    }
    for (const [name, member] of members) {
      const inner = Object.hasOwn(value, name) ? value[name] : undefined;
      if (inner === undefined) continue;
      yield* faultsIn(root, member, inner, pointer + toPointer([name]), depth + 1);
    }
  } else if (Array.isArray(value)) {
    const items = itemsOf(schema);
    if (items === undefined || schema.prefixItems !== undefined) return;
    for (const [index, item] of value.entries())
      yield* faultsIn(root, items, item, `${pointer}/${index}`, depth + 1);
  }
}

/** A copy with another value at a place whose holder exists. */
function withValue(value: Json, [key, ...rest]: readonly string[], put: Json): Json {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? withValue(item, rest, put) : item));
  if (!isObject(value)) return value;
  const inner = Object.hasOwn(value, key) ? (value[key] ?? null) : null;
  return Object.fromEntries([...Object.entries(value), [key, withValue(inner, rest, put)]]);
}

/**
 * What is wrong with a call's arguments by the tool's input schema, if it is exactly one thing of two
 * kinds: a required property is missing, or a property has a value of another JSON type. Null if nothing
 * is wrong, or several things or others are: the property lists its values or alternatives, no single type
 * is stated, a number is not whole. With the property mended the arguments fit, by the validator; where no
 * fitting value can be made up for it, null too. Required properties with a default may be left out.
 */
export function violationOf(inputSchema: JsonObject, args: JsonObject): Violation | null {
  const compiled = compileSchema(inputSchema);
  if (!compiled.ok) return null;
  const given = { ...requiredDefaults(inputSchema), ...args };
  if (compiled.fits(given)) return null;
  const [fault, ...others] = faultsIn(inputSchema, inputSchema, args, '').take(2);
  if (fault === undefined || others.length > 0) return null;
  const { violation, schema } = fault;
  if (violation.pointer === '' || violation.expected === '') return null;
  const mended = withValue(given, fromPointer(violation.pointer), sampleOf(inputSchema, schema));
  return compiled.fits(mended) ? violation : null;
}
