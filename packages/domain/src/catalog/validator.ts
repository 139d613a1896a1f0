import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject } from '../json.ts';

/** Tests arguments against a compiled input schema. */
export type Fits = (value: unknown) => boolean;

export type Compiled =
  | { readonly ok: true; readonly fits: Fits }
  | { readonly ok: false; readonly reason: string };

/** UTF-16 units of an input schema's JSON; beyond it a tool is not used. */
export const SCHEMA_LIMIT = 64 * 1024;

/** Stands in for every regular expression of a server: one of theirs could run for hours. */
const noPattern = Object.assign(() => ({ test: () => true }), { code: 'noPattern' });

const options: Options = {
  strict: false,
  logger: false,
  validateFormats: false,
  addUsedSchema: false,
  code: { regExp: noPattern },
};

function attempt(ajv: Ajv, schema: JsonObject): Compiled {
  ajv.removeKeyword('pattern');
  ajv.removeKeyword('patternProperties');
  try {
    const fits = ajv.compile(schema);
    return { ok: true, fits: (value) => fits(value) === true };
  } catch (thrown) {
    return { ok: false, reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/**
 * Compiles an input schema: JSON Schema 2020-12 or draft-07, as `$schema` says. Without it 2020-12 is
 * tried first (MCP's default), then draft-07. Formats and patterns are not enforced: the server does.
 */
export function compileSchema(schema: JsonObject): Compiled {
  const size = JSON.stringify(schema).length;
  if (size > SCHEMA_LIMIT)
    return { ok: false, reason: `it has ${size} characters, more than ${SCHEMA_LIMIT}` };
  const { $schema, $id: _, ...rest } = schema;
  const modern = () => attempt(new Ajv2020(options), rest);
  const draft07 = () => attempt(new Ajv(options), rest);
  if (typeof $schema === 'string') return $schema.includes('/20') ? modern() : draft07();
  const compiled = modern();
  return compiled.ok ? compiled : draft07();
}
