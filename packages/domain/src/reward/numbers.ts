import { convertValue } from '../synthesis/convert.ts';

/** How far a number may lie from its label. */
export interface Tolerance {
  /** Share of the label's size. */
  readonly relative: number;
  readonly absolute: number;
}

/** What sums and products of doubles may lose on the way to a whole number. */
const NOISE = 1e-12;

/**
 * The number that an answer gives: a JSON number, or a text that is nothing but a decimal number. Never
 * `12 km`, `1,234.5` or other digits than 0 to 9, and never what is not finite.
 */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const number = convertValue(value, 'number');
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/**
 * Whether a number lies within the tolerance of its label, both ends included. `whole` says that the
 * label counts in whole numbers: then only the absolute tolerance widens it, and what arithmetic with
 * doubles loses (2.9999999999999996 for 3).
 */
export function isWithin(
  label: number,
  given: number,
  { relative, absolute }: Tolerance,
  whole: boolean,
): boolean {
  const distance = Math.abs(given - label);
  if (distance === 0 || distance <= absolute) return true;
  if (!whole) return distance <= relative * Math.abs(label);
  return !Number.isInteger(given) && distance <= NOISE * Math.max(1, Math.abs(label));
}
