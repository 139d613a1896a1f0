import type { Json } from '../json.ts';

const significantDigits = (value: number): number =>
  value.toExponential().split('e')[0]?.replace(/\D/g, '').length ?? 0;

/** Too short to say where it came from: under four characters, or three significant digits (rule 2.5). */
export const isShort = (value: string | number): boolean =>
  typeof value === 'number' ? significantDigits(value) < 3 : Array.from(value).length < 4;

/** Whether a value can be traced by itself: no boolean, nothing, nothing short. */
export const isDistinct = (value: Json): value is string | number =>
  (typeof value === 'string' || typeof value === 'number') && !isShort(value);
