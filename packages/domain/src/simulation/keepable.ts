import type { Json, JsonObject } from '../json.ts';

/** Deeper than any request that was recorded; JSON is written by recursion, which has its end. */
const DEEPEST = 200;

/**
 * Whether JSON as it came can be written in canonical form: no lone surrogates, no number beyond a double
 * (`1e999` is read as Infinity), and not so deep that writing it fails. A recorded request always can.
 */
export function isKeepable(value: Json, levels = DEEPEST): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((one) => isKeepable(one, levels - 1));
  return Object.keys(value).every(
    (key) => key.isWellFormed() && isKeepable(value[key] as Json, levels - 1),
  );
}

/** Stands for arguments that are not keepable, compared by identity: such a call is always a miss. */
export const NOT_KEPT: JsonObject = Object.freeze({ 'not kept': 'no canonical JSON' });
