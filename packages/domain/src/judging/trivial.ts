import type { Json } from '../json.ts';

/** A boolean or a single digit, as number or text: too common to say where it came from. */
export const isTrivial = (value: Json): boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 10) ||
  (typeof value === 'string' && /^\d$/.test(value));
