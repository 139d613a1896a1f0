import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer } from '../pointer.ts';
import { seedsOf } from './fillable.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { saysWhere } from './says-where.ts';
import { foldSchema, itemsOf, propertiesOf, requiredOf, typesOf } from './schema.ts';
import type { ServerPolicy, Tool } from './tool.ts';

/** Sets of companions taken at most: as many repositories or folders as a run can look at. */
const MAX_SETS = 4;

/** The values a parameter may take beside another's: the only one, or the operator's. Null: none is needed. */
function valuesOf(root: JsonObject, raw: Json, seeds: readonly Json[]): readonly Json[] | null {
  const schema = foldSchema(root, raw);
  // What equals its default is left out of the call (rule 2.6).
  if (seeds.every((seed) => seed === schema.default) && schema.default !== undefined) return null;
  if (schema.const !== undefined) return [schema.const];
  if (Array.isArray(schema.enum) && schema.enum.length === 1) return schema.enum;
  if (typesOf(schema).includes('array')) {
    const [type] = typesOf(foldSchema(root, itemsOf(schema)));
    return seeds.filter((seed) => typeof seed === type).map((seed) => [seed]);
  }
  return seeds;
}

/**
 * The arguments that must stand beside one parameter for a call to make sense: what else is required,
 * and where to look. At most four sets, in a fixed order; none if one of them cannot be filled.
 */
export function companionsOf(
  tool: Tool,
  parameter: Pick<Parameter, 'pointer'>,
  policy: ServerPolicy | undefined,
): JsonObject[] {
  const root = tool.inputSchema;
  const schema = foldSchema(root, root);
  const [own = ''] = fromPointer(parameter.pointer);
  const seeds = policy === undefined ? () => [] : seedsOf(tool, policy);
  // A value inside an object cannot stand without what the object requires beside it.
  const beside = parametersOf(tool).some(
    ({ pointer, required }) =>
      required && pointer !== parameter.pointer && fromPointer(pointer)[0] === own,
  );
  if (beside || !isObject(root)) return [];
  const needed = new Set(requiredOf(schema));
  let sets: JsonObject[] = [{}];
  for (const [name, raw] of propertiesOf(schema)) {
    if (name === own) continue;
    const given = seeds(name);
    // The operator's own default, or where to look: without it the tool would look elsewhere.
    const byDefault = given.length === 1 && foldSchema(root, raw).default !== undefined;
    if (!needed.has(name) && !byDefault && !(saysWhere(name) && given.length > 0)) continue;
    const values = valuesOf(root, raw, given);
    if (values === null) continue;
    sets = sets
      .flatMap((set) => values.map((value) => ({ ...set, [name]: value })))
      .slice(0, MAX_SETS);
  }
  return sets;
}
