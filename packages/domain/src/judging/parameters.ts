import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { shapePointer, valueAt } from '../pointer.ts';
import { sameJson } from './draft.ts';

/** The parameter of the schema at a leaf of the arguments; undefined where the schema names none. */
export function parameterAt(tool: Tool, args: JsonObject, pointer: string): Parameter | undefined {
  const shape = shapePointer(args, pointer);
  return parametersOf(tool).find((parameter) => parameter.pointer === shape);
}

/** Whether an argument leaf says what the tool would take anyway; for an element, whether its whole array does. */
export function repeatsDefault(
  parameter: Parameter | undefined,
  args: JsonObject,
  pointer: string,
): boolean {
  if (parameter?.default === undefined) return false;
  const holder = parameter.isArrayOf ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
  return sameJson(parameter.default, valueAt(args, holder));
}
