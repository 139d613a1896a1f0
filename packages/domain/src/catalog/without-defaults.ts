import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { foldSchema, propertiesOf } from './schema.ts';

/** An argument equal to its schema's default is left out of the call (rule 2.6). */
export function withoutDefaults(root: JsonObject, args: JsonObject): JsonObject {
  const members = new Map(propertiesOf(foldSchema(root, root)));
  const kept = Object.entries(args).filter(([name, value]) => {
    const byDefault = foldSchema(root, members.get(name)).default;
    return byDefault === undefined || canonicalJson(byDefault) !== canonicalJson(value);
  });
  return Object.fromEntries(kept);
}
