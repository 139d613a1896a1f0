/** What an input schema leaves open, read as JSON Schema says: nothing of FireFly. */
import { at, canonical, isObject, type Json } from './independent-notions.ts';

type Schema = { [key: string]: Json };
/** References and compositions followed from one place: a circle ends here. */
const DEEPEST = 12;

/** The schemas that all hold at one place: it, what it refers to, and the parts of `allOf`. */
function holding(root: Json, schema: Json | undefined, depth = 0): Schema[] {
  if (!isObject(schema) || depth > DEEPEST) return [];
  const { $ref, allOf } = schema;
  const local = typeof $ref === 'string' && $ref.startsWith('#');
  const parts = [
    ...(local ? [at(root, decodeURIComponent($ref.slice(1)))] : []),
    ...(Array.isArray(allOf) ? allOf : []),
  ];
  return [schema, ...parts.flatMap((part) => holding(root, part, depth + 1))];
}

function below(schema: Schema, holder: Json, step: string): Json | undefined {
  if (!Array.isArray(holder)) return at(schema.properties, `/${step}`);
  const tuple = schema.prefixItems ?? schema.items;
  return (Array.isArray(tuple) ? tuple[Number(step)] : undefined) ?? schema.items;
}

const only = ({ const: fixed, enum: list }: Schema): Json | undefined =>
  fixed ?? (Array.isArray(list) && list.length === 1 ? list[0] : undefined);

/** Whether a leaf is a parameter that its object requires, and its value the only one possible. */
export function leavesNoChoice(schema: Json | undefined, args: Json, pointer: string): boolean {
  const root = schema ?? null;
  let schemas = holding(root, root);
  let holder = args;
  let required = false;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    required =
      isObject(holder) &&
      schemas.some((one) => Array.isArray(one.required) && one.required.includes(name));
    schemas = schemas.flatMap((one) => holding(root, below(one, holder, step)));
    holder = at(holder, `/${step}`) ?? null;
  }
  const values = schemas.map(only).filter((value) => value !== undefined);
  return required && values.some((value) => canonical(value) === canonical(holder));
}
