import { foldSchema, itemsOf } from '../catalog/schema.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/**
 * The normal text of arguments: two requests of one tool with the same text are the same request but for
 * what the named rewrites level. It is canonical JSON, written directly: no value is copied, and keys such
 * as `__proto__` and lone surrogates are texts like any others.
 */

/** What else than defaults may be levelled, each only where it was measured for that tool. */
export const rewriteNames = [
  'spaces',
  'case',
  'numbers',
  'nulls',
  'extra-keys',
  'array-order',
] as const;
export type Rewrite = (typeof rewriteNames)[number];

/** `defaults`: what is left out has the default of the schema. The others are those of `rewriteNames`. */
export type Rule = 'defaults' | Rewrite;

/** Objects and arrays inside each other in arguments; deeper ones have no normal text. */
const MAX_DEPTH = 64;
/** Defaults filled in one request; a schema whose defaults hold defaults could ask for more than there is room. */
const MAX_FILLED = 1_000;

const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;

class TooMuch extends Error {}

interface Writing {
  readonly root: JsonObject;
  readonly rules: ReadonlySet<Rule>;
  filled: number;
}

function levelled(text: string, { rules }: Writing): string {
  let level = text;
  if (rules.has('spaces')) level = level.trim().replace(/\s+/gu, ' ');
  if (rules.has('case')) level = level.toLowerCase();
  if (rules.has('numbers') && INTEGER.test(level)) return level;
  return JSON.stringify(level);
}

/** The schema of an array's element: its own of a tuple, else that of all. */
function elementSchema(schema: JsonObject, at: number): Json | undefined {
  const tuple = Array.isArray(schema.prefixItems) ? schema.prefixItems : schema.items;
  if (!Array.isArray(tuple)) return itemsOf(schema);
  return tuple[at] ?? (tuple === schema.items ? schema.additionalItems : schema.items);
}

function arrayText(value: readonly Json[], schema: JsonObject, depth: number, to: Writing): string {
  const texts = value.map((item, at) =>
    valueText(
      item,
      to.rules.has('array-order') ? itemsOf(schema) : elementSchema(schema, at),
      depth,
      to,
    ),
  );
  return `[${(to.rules.has('array-order') ? texts.sort() : texts).join()}]`;
}

function objectText(value: JsonObject, schema: JsonObject, depth: number, to: Writing): string {
  const properties = isObject(schema.properties) ? schema.properties : undefined;
  const known = (key: string): boolean =>
    properties !== undefined && Object.hasOwn(properties, key);
  // An object that says nothing of other keys is one whose server, most often, never sees them.
  const closed =
    properties &&
    schema.additionalProperties === undefined &&
    schema.patternProperties === undefined;
  const members = new Map<string, Json>();
  for (const [key, member] of Object.entries(value)) {
    if (to.rules.has('nulls') && member === null) continue;
    if (to.rules.has('extra-keys') && closed && !known(key)) continue;
    members.set(key, member);
  }
  if (to.rules.has('defaults'))
    for (const [key, property] of Object.entries(properties ?? {})) {
      const byDefault = members.has(key) ? undefined : foldSchema(to.root, property).default;
      if (byDefault === undefined) continue;
      to.filled += 1;
      if (to.filled > MAX_FILLED) throw new TooMuch();
      members.set(key, byDefault);
    }
  const texts = [...members.keys()].sort().map((key) => {
    const inner = known(key) ? properties?.[key] : schema.additionalProperties;
    return `${JSON.stringify(key)}:${valueText(members.get(key) ?? null, inner, depth, to)}`;
  });
  return `{${texts.join()}}`;
}

function valueText(value: Json, schema: Json | undefined, depth: number, to: Writing): string {
  if (typeof value === 'string') return levelled(value, to);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (depth >= MAX_DEPTH) throw new TooMuch();
  const folded = foldSchema(to.root, schema);
  return Array.isArray(value)
    ? arrayText(value, folded, depth + 1, to)
    : objectText(value, folded, depth + 1, to);
}

/**
 * The normal text of arguments under some rules; null where they, or the defaults filled in, are nested too
 * deep: nothing is like them. Never throws, whatever the schema says.
 */
export function normalText(
  inputSchema: JsonObject,
  args: JsonObject,
  rules: Iterable<Rule>,
): string | null {
  try {
    return valueText(args, inputSchema, 0, { root: inputSchema, rules: new Set(rules), filled: 0 });
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}
