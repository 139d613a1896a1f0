import { isObject, type Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';
import { show } from '../verify/findings.ts';

/** Where two values differ, as a JSON Pointer, and how. */
export type Place = readonly [pointer: string, message: string];

/**
 * The innermost places at which two values differ, but for those that are `free`. The order of keys
 * counts: files shall be equal.
 */
export function* placesOf(a: Json, b: Json, free: RegExp, at = ''): Generator<Place> {
  if (free.test(at)) return;
  const keys = (value: Json): string[] | null =>
    Array.isArray(value) || isObject(value) ? Object.keys(value) : null;
  const [inA, inB] = [keys(a), keys(b)];
  if (inA === null || inB === null || Array.isArray(a) !== Array.isArray(b)) {
    if (a !== b) yield [at, `${show(a)} and ${show(b)}`];
  } else if (JSON.stringify(inA) !== JSON.stringify(inB)) {
    yield [at, `the keys ${show(inA)} and ${show(inB)}`];
  } else {
    const of = (value: Json, key: string) => (value as { [key: string]: Json })[key] as Json;
    for (const key of inA) yield* placesOf(of(a, key), of(b, key), free, at + toPointer([key]));
  }
}
