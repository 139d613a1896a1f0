import { isObject, type Json } from '@firefly/domain/json';
import { fromPointer } from '@firefly/domain/pointer';

/** An operation of a JSON Patch (RFC 6902), of the kinds that we write. */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

function applied(root: Json, operation: Operation): Json {
  const copy = structuredClone(root);
  const segments = fromPointer(operation.path);
  const key = segments.pop() ?? '';
  const holder = segments.reduce<Json | undefined>(
    (value, segment) => (value as Record<string, Json> | undefined)?.[segment],
    copy,
  );
  if (Array.isArray(holder)) {
    const inserted = operation.op === 'remove' ? [] : [operation.value];
    holder.splice(Number(key), operation.op === 'add' ? 0 : 1, ...inserted);
  } else if (isObject(holder)) {
    if (operation.op === 'remove') delete holder[key];
    else holder[key] = operation.value;
  } else throw new Error(`nothing to change at ${operation.path}`);
  return copy;
}

/** The value after these operations, in their order. Throws where a path leads nowhere. */
export const patched = (root: Json, operations: readonly Operation[]): Json =>
  operations.reduce(applied, root);
