import type { JsonObject } from '../json.ts';
import { foldSchema, propertiesOf, requiredOf } from './schema.ts';

/** The defaults of properties that a schema requires: they stand in for what a call leaves out. */
export function requiredDefaults(root: JsonObject): JsonObject {
  const schema = foldSchema(root, root);
  const members = new Map(propertiesOf(schema));
  const defaults = requiredOf(schema).flatMap((name) => {
    const byDefault = foldSchema(root, members.get(name)).default;
    return byDefault === undefined ? [] : [[name, byDefault] as const];
  });
  return Object.fromEntries(defaults);
}
