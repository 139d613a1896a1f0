/** Nested deeper, a value is left to the library, and to what that says of it. */
const DEEPEST = 64;

/**
 * Whether the platform writes a value as RFC 8785 has it: plain JSON with the keys of every object in order.
 * What it says no to may be canonical all the same.
 */
export function isInCanonicalForm(value: unknown, levels = DEEPEST): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object' || levels === 0) return false;
  if (Array.isArray(value)) {
    // By number, for a hole is passed over otherwise.
    for (let at = 0; at < value.length; at += 1)
      if (!isInCanonicalForm(value[at], levels - 1)) return false;
    return true;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  let last = '';
  for (const key of Object.keys(value)) {
    if (key < last || key === 'toJSON' || !key.isWellFormed()) return false;
    if (!isInCanonicalForm((value as Record<string, unknown>)[key], levels - 1)) return false;
    last = key;
  }
  return true;
}
