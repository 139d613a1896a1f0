import { isObject, type Json } from '../json.ts';
import { toPointer } from '../pointer.ts';

function* differences(left: Json, right: Json, shape: string): Generator<string> {
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) yield shape;
    else
      for (const [index, value] of left.entries())
        yield* differences(value, right[index] ?? null, `${shape}/*`);
    return;
  }
  if (isObject(left) && isObject(right)) {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const at = shape + toPointer([key]);
      const [a, b] = [left[key], right[key]];
      if (!Object.hasOwn(left, key) || !Object.hasOwn(right, key)) yield at;
      else if (a !== undefined && b !== undefined) yield* differences(a, b, at);
    }
    return;
  }
  if (left !== right) yield shape;
}

/** Whether a shape pointer, or one above it, is among those that vary. The root `""` covers all. */
export const isVarying = (varying: readonly string[], pointer: string): boolean =>
  varying.some((above) => pointer === above || pointer.startsWith(`${above}/`));

/**
 * The places of an observation that differ when the same call is made again, as shape pointers
 * (array positions are `*`), sorted, none below another. An array whose length changes is named
 * itself; a member that comes and goes is named where it would stand.
 */
export function varyingPointers(original: Json, again: readonly Json[]): string[] {
  const found = new Set(again.flatMap((other) => [...differences(original, other, '')]));
  const named: string[] = [];
  for (const pointer of [...found].sort()) if (!isVarying(named, pointer)) named.push(pointer);
  return named;
}
