import type { TaskCall } from '../dataset/task.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, leavesOf, toPointer } from '../pointer.ts';
import { type SchemaPlace, schemaPlace } from '../synthesis/schema-at.ts';

/** A scalar argument and what the tool's schema says of its place. */
export interface ArgumentLeaf {
  readonly pointer: string;
  readonly value: null | boolean | number | string;
  readonly schema: SchemaPlace;
}

/** A key that no schema names: it was chosen, so it counts like a value (design 2.6). */
export interface ChosenKey {
  /** Pointer of the object that holds it. */
  readonly pointer: string;
  readonly key: string;
}

/** All scalar arguments of a call. */
export function* argumentLeaves(call: TaskCall, inputSchema: JsonObject): Generator<ArgumentLeaf> {
  const root = schemaPlace(inputSchema);
  for (const { pointer, value } of leavesOf(call.arguments)) {
    const schema = fromPointer(pointer).reduce((place, segment) => place.child(segment), root);
    yield { pointer, value, schema };
  }
}

/** All keys of open objects inside the arguments of a call. */
export function* chosenKeys(
  value: Json,
  schema: SchemaPlace,
  segments: readonly string[] = [],
): Generator<ChosenKey> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    if (isObject(value) && !schema.declares(key)) yield { pointer: toPointer(segments), key };
    yield* chosenKeys(child, schema.child(key), [...segments, key]);
  }
}
