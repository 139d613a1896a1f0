import { isObject, type Json } from './json.ts';

/** One leaf of a JSON value: its JSON Pointer (RFC 6901) and the scalar that stands there. */
export interface Leaf {
  readonly pointer: string;
  readonly value: null | boolean | number | string;
}

const escapeSegment = (segment: string): string =>
  segment.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapeSegment = (segment: string): string =>
  segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** Builds a JSON Pointer from its unescaped segments; no segments give `""`, the whole value. */
export const toPointer = (segments: readonly (string | number)[]): string =>
  segments.map((segment) => `/${escapeSegment(String(segment))}`).join('');

/** The unescaped segments of a JSON Pointer. */
export const fromPointer = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeSegment);

/** The value at a pointer, or undefined where nothing stands. Never follows inherited properties. */
export function valueAt(root: Json | undefined, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of fromPointer(pointer)) {
    if (value === undefined || value === null || typeof value !== 'object') return undefined;
    value = Object.hasOwn(value, segment) ? (value as Record<string, Json>)[segment] : undefined;
  }
  return value;
}

/** All scalar leaves, depth first, in the order of the document. Empty arrays and objects have none. */
export function* leavesOf(value: Json, pointer = ''): Generator<Leaf> {
  if (value === null || typeof value !== 'object') {
    yield { pointer, value };
    return;
  }
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, child] of entries) yield* leavesOf(child, pointer + toPointer([key]));
}

/** The pointer with array positions replaced by `*`: the leaf's place in the shape, not in the data. */
export function shapePointer(root: Json, pointer: string): string {
  let value: Json | undefined = root;
  const out: string[] = [];
  for (const segment of fromPointer(pointer)) {
    out.push(Array.isArray(value) ? '*' : segment);
    value =
      isObject(value) || Array.isArray(value)
        ? (value as Record<string, Json>)[segment]
        : undefined;
  }
  return toPointer(out);
}
