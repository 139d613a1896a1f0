import { canonicalJson } from '../identity.ts';
import { isObject, type Json } from '../json.ts';

type Order = (items: Json[]) => Json[];

/** Two other orders of an array; for two elements they are one. */
export const ORDERS: readonly Order[] = [
  (items) => items.toReversed(),
  (items) => [...items.slice(1), ...items.slice(0, 1)],
];

/** A value with every array in it in another order. */
export function reordered(value: Json, order: Order): Json {
  if (Array.isArray(value)) return order(value.map((item) => reordered(item, order)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, reordered(child, order)]),
  );
}

/** Sums in another order may differ in the last digits. */
const ROUNDING = 1e-9;

const near = (a: Json, b: Json): boolean =>
  typeof a === 'number' &&
  typeof b === 'number' &&
  Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));

/** Equal but for the order of a list's elements and the rounding of sums. */
export function sameInAnyOrder(a: Json, b: Json): boolean {
  if (near(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return canonicalJson(a) === canonicalJson(b);
  const left = a.map(canonicalJson).toSorted();
  const right = b.map(canonicalJson).toSorted();
  return left.length === right.length && left.every((text, at) => text === right[at]);
}
