import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../json.ts';

/** Tests arguments against a compiled input schema. */
export type Fits = (value: unknown) => boolean;

export type Compiled =
  | {
      readonly ok: true;
      readonly fits: Fits;
      /** What is wrong with a value, for whoever is to mend it: at most five lines; none if it fits. */
      readonly problems: (value: unknown) => string[];
    }
  | { readonly ok: false; readonly reason: string };

/** UTF-16 units of an input schema's JSON; beyond it a tool is not used. */
export const SCHEMA_LIMIT = 64 * 1024;

/** Objects and arrays inside each other in a schema; beyond it a tool is not used. No stack is asked. */
export const DEEPEST_SCHEMA = 200;

/** Whether objects and arrays are nested more than `DEEPEST_SCHEMA` levels deep. */
function nestedTooDeep(schema: Json): boolean {
  let level = [schema];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_SCHEMA) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/** The value without what stands more than `levels` objects and arrays deep in it. */
export function cutBelow(value: Json, levels: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return {};
  if (Array.isArray(value)) return value.map((item) => cutBelow(item, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, cutBelow(inner, levels - 1)]),
  );
}

/**
 * The schema itself, or, nested too deep, as much of it as still is too deep: so it is refused as what
 * it is, but can be hashed, written and stored.
 */
export const shallow = (schema: JsonObject): JsonObject =>
  nestedTooDeep(schema) ? (cutBelow(schema, DEEPEST_SCHEMA + 2) as JsonObject) : schema;

/** Stands in for every regular expression of a server: one of theirs could run for hours. */
const noPattern = Object.assign(() => ({ test: () => true }), { code: 'noPattern' });

const options: Options = {
  strict: false,
  logger: false,
  validateFormats: false,
  addUsedSchema: false,
  // A property of a schema may be called `valueOf` or `constructor`, as what every object inherits.
  ownProperties: true,
  code: { regExp: noPattern },
};

/** A dialect of JSON Schema: its compiler, and one that only tells whether a schema is one. */
interface Dialect {
  readonly compiler: (more?: Options) => Ajv;
  readonly judge: () => Ajv;
}

function dialect(make: (options: Options) => Ajv): Dialect {
  const without = (more: Options): Ajv => {
    const ajv = make({ ...options, ...more });
    ajv.removeKeyword('pattern');
    ajv.removeKeyword('patternProperties');
    return ajv;
  };
  let judge: Ajv | undefined;
  return {
    // A new one each time: the ids inside one schema mean nothing to another.
    compiler: (more) => without({ validateSchema: false, ...more }),
    // The schema of schemas takes long to compile, and keeps nothing of what it is asked about.
    judge() {
      judge ??= without({});
      return judge;
    },
  };
}

const MODERN = dialect((given) => new Ajv2020(given));
const DRAFT_07 = dialect((given) => new Ajv(given));

const MOST_PROBLEMS = 5;
const LONGEST_PROBLEM = 240;

/** One fault in the validator's words, with the place and what would be allowed there. */
function problemOf({ instancePath, message, keyword, params }: ErrorObject): string {
  const more =
    keyword === 'enum'
      ? `: ${JSON.stringify(params.allowedValues)}`
      : keyword === 'additionalProperties'
        ? `: ${JSON.stringify(params.additionalProperty)}`
        : '';
  const place = instancePath === '' ? 'the arguments' : instancePath;
  return `${place} ${message}${more}`.slice(0, LONGEST_PROBLEM).replace(/[\ud800-\udbff]$/, '');
}

function attempt({ compiler, judge }: Dialect, schema: JsonObject): Compiled {
  try {
    judge().validateSchema(schema, true);
    const fits = compiler().compile(schema);
    let all: ReturnType<Ajv['compile']> | undefined;
    const problems = (value: unknown): string[] => {
      if (fits(value) === true) return [];
      // Most values are only tested, and to go on behind the first fault takes another function.
      all ??= compiler({ allErrors: true }).compile(schema);
      all(value);
      return [...new Set((all.errors ?? []).map(problemOf))].slice(0, MOST_PROBLEMS);
    };
    return { ok: true, fits: (value) => fits(value) === true, problems };
  } catch (thrown) {
    return { ok: false, reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Compiling takes milliseconds, and the same schema is asked for again and again. */
const compiledBefore = new WeakMap<JsonObject, Compiled>();

/**
 * Compiles an input schema: JSON Schema 2020-12 or draft-07, as `$schema` says. Without it 2020-12 is
 * tried first (MCP's default), then draft-07. Formats and patterns are not enforced: the server does.
 */
export function compileSchema(schema: JsonObject): Compiled {
  const known = compiledBefore.get(schema);
  if (known !== undefined) return known;
  const compiled = compile(schema);
  compiledBefore.set(schema, compiled);
  return compiled;
}

/** Rows of tools are read anew by every job, so a schema is known by its text, too: the latest of them. */
const compiledTexts = new Map<string, Compiled>();
const MOST_TEXTS = 200;

function compile(schema: JsonObject): Compiled {
  if (nestedTooDeep(schema))
    return { ok: false, reason: `it is nested more than ${DEEPEST_SCHEMA} levels deep` };
  const text = JSON.stringify(schema);
  if (text.length > SCHEMA_LIMIT)
    return { ok: false, reason: `it has ${text.length} characters, more than ${SCHEMA_LIMIT}` };
  const compiled = compiledTexts.get(text) ?? compileAnew(schema);
  compiledTexts.delete(text);
  compiledTexts.set(text, compiled);
  const [oldest] = compiledTexts.keys();
  if (compiledTexts.size > MOST_TEXTS && oldest !== undefined) compiledTexts.delete(oldest);
  return compiled;
}

function compileAnew(schema: JsonObject): Compiled {
  const { $schema, $id: _, ...rest } = schema;
  const modern = () => attempt(MODERN, rest);
  const draft07 = () => attempt(DRAFT_07, rest);
  if (typeof $schema === 'string') return $schema.includes('/20') ? modern() : draft07();
  const compiled = modern();
  return compiled.ok ? compiled : draft07();
}
