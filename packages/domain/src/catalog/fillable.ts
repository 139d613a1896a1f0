import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { requiredDefaults } from './required-defaults.ts';
import { saysWhere } from './says-where.ts';
import { foldSchema, itemsOf, propertiesOf, requiredOf, typesOf } from './schema.ts';
import type { ServerPolicy, Tool } from './tool.ts';
import { compileSchema, type Fits } from './validator.ts';
import { withoutDefaults } from './without-defaults.ts';

/** Calls that discovery makes of one tool at most. */
const MAX_CALLS = 12;
const MAX_DEPTH = 4;

/** Sets that are looked at before those that do not fit the schema are dropped. */
const MAX_CANDIDATES = 64;

/** Where a schema stands, and the seed values its operator gave. */
interface Place {
  readonly root: JsonObject;
  readonly name: string;
  readonly seeds: (name: string) => readonly Json[];
  readonly depth: number;
}

/** The operator's values for a parameter: those for this tool win. */
export const seedsOf =
  (tool: Tool, policy: ServerPolicy) =>
  (name: string): readonly Json[] => {
    for (const key of [`${tool.name}.${name}`, name])
      if (Object.hasOwn(policy.seedValues, key)) return policy.seedValues[key] ?? [];
    return [];
  };

/**
 * One value of each list, as often as there are values in the longest list, then the other
 * combinations in order: so a bounded prefix holds every value as early as it can.
 */
function* combinations(lists: readonly (readonly Json[])[]): Generator<Json[]> {
  if (lists.some((list) => list.length === 0)) return;
  const longest = Math.max(1, ...lists.map((list) => list.length));
  for (let index = 0; index < longest; index += 1)
    yield lists.map((list) => list[index % list.length] ?? null);
  const total = lists.reduce((product, list) => product * list.length, 1);
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    yield lists.map((list) => {
      const value = list[rest % list.length] ?? null;
      rest = Math.floor(rest / list.length);
      return value;
    });
  }
}

const distinct = <T extends Json>(values: Iterable<T>, limit: number): T[] => {
  const seen = new Map<string, T>();
  for (const value of values) {
    const key = canonicalJson(value);
    if (!seen.has(key)) seen.set(key, value);
    if (seen.size >= limit) break;
  }
  return [...seen.values()];
};

function objectValues(schema: JsonObject, place: Place): readonly Json[] {
  const members = new Map(propertiesOf(schema));
  const filled: string[] = [];
  const lists: (readonly Json[])[] = [];
  for (const name of requiredOf(schema)) {
    const member = foldSchema(place.root, members.get(name));
    if (member.default !== undefined) continue;
    filled.push(name);
    lists.push(valuesFor(member, { ...place, name, depth: place.depth + 1 }));
  }
  const build = (values: readonly Json[]): JsonObject =>
    Object.fromEntries(filled.map((name, index) => [name, values[index] ?? null]));
  return distinct(combinations(lists).take(MAX_CANDIDATES).map(build), MAX_CANDIDATES);
}

/** The values discovery may give a parameter: fixed ones, listed ones, or the operator's. */
function valuesFor(schema: JsonObject, place: Place): readonly Json[] {
  if (place.depth > MAX_DEPTH) return [];
  if (schema.const !== undefined) return [schema.const];
  const seeds = place.seeds(place.name);
  const [type] = typesOf(schema);
  if (type === 'array') {
    const items = foldSchema(place.root, itemsOf(schema));
    const each = seeds.length > 0 ? seeds : valuesFor(items, { ...place, depth: place.depth + 1 });
    const size = Math.max(1, typeof schema.minItems === 'number' ? schema.minItems : 1);
    return size === 1
      ? each.map((value) => [value])
      : each.length < size
        ? []
        : [each.slice(0, size)];
  }
  if (seeds.length > 0) return seeds;
  if (Array.isArray(schema.enum)) return schema.enum;
  return type === 'object' ? objectValues(schema, place) : [];
}

/** Optional parameters that the operator gave values for. */
const given = (schema: JsonObject, place: Place): [name: string, schema: Json][] =>
  propertiesOf(schema).filter(
    ([name]) => !requiredOf(schema).includes(name) && place.seeds(name).length > 0,
  );

/** The sets, each with where the operator says the tool is to look: without it it would look elsewhere. */
function withWhere(schema: JsonObject, sets: JsonObject[], place: Place): JsonObject[] {
  const told = new Set(sets.flatMap((set) => Object.keys(set)));
  const where = given(schema, place).filter(([name]) => saysWhere(name) && !told.has(name));
  return where.reduce((all, [name, raw]) => {
    const values = valuesFor(foldSchema(place.root, raw), { ...place, name });
    return all.flatMap((set) => values.map((value) => ({ ...set, [name]: value })));
  }, sets);
}

/** The other optional parameters with values, one at a time beside the first full set. */
function withOptional(schema: JsonObject, base: JsonObject, place: Place): JsonObject[] {
  return given(schema, place).flatMap(([name, raw]) => {
    if (saysWhere(name)) return [];
    const values = valuesFor(foldSchema(place.root, raw), { ...place, name });
    return values.map((value) => ({ ...base, [name]: value }));
  });
}

/**
 * A parameter that has a default, and exactly one seed value, gets that value in every call: the
 * operator's own default. So a tool that works on "." can be told once where to work.
 */
function ownDefaults(schema: JsonObject, place: Place): JsonObject {
  const pairs = propertiesOf(schema).flatMap(([name, raw]) => {
    const member = foldSchema(place.root, raw);
    if (member.default === undefined || place.seeds(name).length !== 1) return [];
    const [value] = valuesFor(member, { ...place, name });
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

/** Fits the schema, but for what is left out because a default stands for it. */
function fitter(root: JsonObject, fits: Fits): Fits {
  const defaults = requiredDefaults(root);
  return (args) => isObject(args) && fits({ ...defaults, ...args });
}

/**
 * The argument sets with which discovery may call a tool: at most twelve, in a fixed order, each
 * fitting the input schema. Required parameters are filled from defaults (left out of the call),
 * fixed values, enums and `seedValues`; empty if one of them cannot be filled. Whether the tool
 * may be called at all is `permissionOf`'s to say.
 */
export function discoveryCalls(tool: Tool, policy: ServerPolicy): JsonObject[] {
  const compiled = compileSchema(tool.inputSchema);
  if (!compiled.ok) return [];
  const root = tool.inputSchema;
  const schema = foldSchema(root, root);
  const place: Place = { root, name: '', seeds: seedsOf(tool, policy), depth: 0 };
  const fits = fitter(root, compiled.fits);
  const required = objectValues(schema, place).filter(isObject);
  const own = ownDefaults(schema, place);
  const withOwn = required.map((args) => ({ ...args, ...own })).filter(fits);
  const full = withWhere(schema, withOwn.length > 0 ? withOwn : required, place);
  const [first] = full;
  if (first === undefined) return [];
  const candidates = [...full, ...withOptional(schema, first, place)]
    .map((args) => withoutDefaults(root, args))
    .filter(fits);
  return distinct(candidates, MAX_CALLS);
}
