import type { TaskCall } from '../dataset/task.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer, leavesOf } from '../pointer.ts';
import { type SchemaPlace, schemaPlace } from '../synthesis/schema-at.ts';

/** A scalar argument and what the tool's schema says of its place. */
export interface ArgumentLeaf {
  readonly pointer: string;
  readonly value: null | boolean | number | string;
  readonly schema: SchemaPlace;
}

/** All scalar arguments of a call. */
export function* argumentLeaves(call: TaskCall, inputSchema: JsonObject): Generator<ArgumentLeaf> {
  const root = schemaPlace(inputSchema);
  for (const { pointer, value } of leavesOf(call.arguments)) {
    const schema = fromPointer(pointer).reduce((place, segment) => place.child(segment), root);
    yield { pointer, value, schema };
  }
}
