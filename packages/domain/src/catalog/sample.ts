import type { Json, JsonObject } from '../json.ts';
import { foldSchema, itemsOf, propertiesOf, requiredOf, typesOf } from './schema.ts';

const MAX_DEPTH = 6;

/** Longer texts and lists than this are not made up. */
const MOST = 100;

/** A text of each format that servers check. */
const FORMATTED: Readonly<Record<string, string>> = {
  date: '2020-01-31',
  time: '12:00:00Z',
  'date-time': '2020-01-31T12:00:00Z',
  duration: 'P1D',
  email: 'someone@example.org',
  hostname: 'example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.org/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

const least = (value: Json | undefined): number =>
  typeof value === 'number' ? Math.min(Math.max(0, Math.ceil(value)), MOST) : 0;

function sampleText(schema: JsonObject): string {
  const { format } = schema;
  if (typeof format === 'string' && Object.hasOwn(FORMATTED, format))
    return FORMATTED[format] ?? '';
  return 'x'.repeat(Math.max(1, least(schema.minLength)));
}

/** The multiple of `multipleOf` (else of 1) nearest above the lower bound, or below the upper one. */
function sampleNumber(schema: JsonObject): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : 1;
  if (typeof exclusiveMinimum === 'number') return (Math.floor(exclusiveMinimum / step) + 1) * step;
  if (typeof minimum === 'number' && minimum > 0) return Math.ceil(minimum / step) * step;
  if (typeof exclusiveMaximum === 'number' && exclusiveMaximum <= step)
    return (Math.ceil(exclusiveMaximum / step) - 1) * step;
  if (typeof maximum === 'number' && maximum < step) return Math.floor(maximum / step) * step;
  return step;
}

function sampleObject(root: JsonObject, schema: JsonObject, depth: number): JsonObject {
  const members = new Map(propertiesOf(schema));
  const needed = requiredOf(schema).filter(
    (name) => foldSchema(root, members.get(name)).default === undefined,
  );
  return Object.fromEntries(
    needed.map((name) => [name, sampleOf(root, members.get(name), depth + 1)]),
  );
}

/**
 * A value made up for a schema, always the same: one that it names itself (const, default, example,
 * enum), else the plainest of its type. Of objects only what is required and has no default. It need not
 * fit: patterns are not read, nor what several schemas say together.
 */
export function sampleOf(root: JsonObject, raw: Json | undefined, depth = 0): Json {
  const schema = foldSchema(root, raw);
  if (depth > MAX_DEPTH) return null;
  if (schema.const !== undefined) return schema.const;
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const [listed] = Array.isArray(schema.enum) ? schema.enum : [];
  const named = schema.default ?? example ?? listed;
  if (named !== undefined && named !== null) return named;
  const [type] = typesOf(schema);
  if (type === 'object') return sampleObject(root, schema, depth);
  if (type === 'array')
    return Array.from({ length: least(schema.minItems) }, () =>
      sampleOf(root, itemsOf(schema), depth + 1),
    );
  if (type === 'number' || type === 'integer') return sampleNumber(schema);
  if (type === 'boolean') return false;
  const [alternative] = [schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  if (type === undefined && alternative !== undefined)
    return sampleOf(root, alternative, depth + 1);
  return sampleText(schema);
}
