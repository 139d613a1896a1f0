import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { foldSchema, itemsOf, propertiesOf, requiredOf, typesOf } from './schema.ts';
import type { ListedTool } from './tool.ts';

/** What a leaf may hold. `object`: open, with names of the caller's; `any`: the schema does not say or says several. */
export type ParameterType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'any';

/** A leaf of a tool's arguments, as its input schema describes it. */
export interface Parameter {
  /** Shape pointer into the arguments: elements of an array are `*`. */
  readonly pointer: string;
  /** The nearest name: `latitude` of `/from/latitude`, `names` of `/names/*`. */
  readonly name: string;
  /** The leaf and all that holds it are required. */
  readonly required: boolean;
  /** Its own description, else that of the array that holds it; empty if none. */
  readonly description: string;
  readonly type: ParameterType;
  /** The leaf is an element of an array: its pointer ends in `/*`. */
  readonly isArrayOf: boolean;
  readonly enum?: readonly Json[];
  /** Of an array's element: the default of the whole array. */
  readonly default?: Json;
  readonly const?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
}

const MAX_DEPTH = 6;
/** Leaves that are read of one tool. */
export const MAX_PARAMETERS = 200;

/** A place in the arguments and what the way to it said. */
interface Place {
  readonly pointer: string;
  readonly name: string;
  readonly required: boolean;
  readonly depth: number;
  readonly array?: JsonObject;
}

const SCALARS: readonly string[] = ['string', 'number', 'integer', 'boolean', 'object'];

function parameterType(schema: JsonObject): ParameterType {
  const [type, ...others] = typesOf(schema);
  const one = type !== undefined && others.length === 0 && SCALARS.includes(type);
  return one ? (type as ParameterType) : 'any';
}

const numeric = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

function leaf(schema: JsonObject, place: Place): Parameter {
  const { array } = place;
  const said = [schema.description, array?.description].find((text) => typeof text === 'string');
  const minimum = numeric(schema.minimum) ?? numeric(schema.exclusiveMinimum);
  const maximum = numeric(schema.maximum) ?? numeric(schema.exclusiveMaximum);
  const byDefault = array === undefined ? schema.default : array.default;
  return {
    pointer: place.pointer,
    name: place.name,
    required: place.required,
    description: typeof said === 'string' ? said : '',
    type: parameterType(schema),
    isArrayOf: array !== undefined,
    ...(Array.isArray(schema.enum) ? { enum: schema.enum } : {}),
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...(schema.const === undefined ? {} : { const: schema.const }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(typeof schema.format === 'string' ? { format: schema.format } : {}),
  };
}

function* leaves(root: JsonObject, raw: Json | undefined, place: Place): Generator<Parameter> {
  const schema = foldSchema(root, raw);
  const [type] = typesOf(schema);
  const depth = place.depth + 1;
  if (depth > MAX_DEPTH) return;
  if (type === 'array') {
    const pointer = `${place.pointer}/*`;
    yield* leaves(root, itemsOf(schema), { ...place, pointer, depth, array: schema });
    return;
  }
  const members = propertiesOf(schema);
  if (type !== 'object' || members.length === 0) {
    yield leaf(schema, place);
    return;
  }
  const needed = requiredOf(schema);
  for (const [name, member] of members) {
    const required = place.required && needed.includes(name);
    const pointer = place.pointer + toPointer([name]);
    yield* leaves(root, member, { pointer, name, required, depth });
  }
}

/**
 * The leaf parameters of a tool, in the order of its input schema. Local references and nullable
 * unions are resolved; at most 200 leaves, six levels deep.
 */
export function parametersOf(tool: Pick<ListedTool, 'inputSchema'>): Parameter[] {
  const root = tool.inputSchema;
  if (!isObject(root) || propertiesOf(foldSchema(root, root)).length === 0) return [];
  const place = { pointer: '', name: '', required: true, depth: 0 };
  return leaves(root, root, place).take(MAX_PARAMETERS).toArray();
}
