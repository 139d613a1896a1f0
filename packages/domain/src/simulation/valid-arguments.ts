import { foldSchema, propertiesOf, requiredOf } from '../catalog/schema.ts';
import { compileSchema } from '../catalog/validator.ts';
import type { JsonObject } from '../json.ts';

/** How arguments are valid for a tool, if they are. */
export type Validity = 'as they are' | 'with defaults' | 'no';

/**
 * Tells whether arguments are valid for a tool: as they are, or once the defaults of required properties
 * are filled in (a schema written from a server's side calls a property with a default required). Where the
 * schema is none, nothing is valid.
 */
export function makeValidity(inputSchema: JsonObject): (args: JsonObject) => Validity {
  const compiled = compileSchema(inputSchema);
  if (!compiled.ok) return () => 'no';
  const schema = foldSchema(inputSchema, inputSchema);
  const required = new Set(requiredOf(schema));
  const defaults = Object.fromEntries(
    propertiesOf(schema).flatMap(([name, property]) => {
      const byDefault = required.has(name) ? foldSchema(inputSchema, property).default : undefined;
      return byDefault === undefined ? [] : [[name, byDefault]];
    }),
  );
  const some = Object.keys(defaults).length > 0;
  return (args) => {
    if (compiled.fits(args)) return 'as they are';
    return some && compiled.fits({ ...defaults, ...args }) ? 'with defaults' : 'no';
  };
}
