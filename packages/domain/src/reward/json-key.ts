/** Deeper values have no key: no label is, and whoever walks further down could run out of stack. */
const DEEPEST = 32;

/**
 * A text that two JSON values share exactly when they are equal: objects whatever the order of their keys,
 * texts as Unicode says they are the same (NFC). Undefined for what is no finite JSON or too deep.
 */
export function jsonKey(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number')
    return Number.isFinite(value) ? String(value === 0 ? 0 : value) : undefined;
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object' || depth === DEEPEST) return undefined;
  const isList = Array.isArray(value);
  const entries = isList ? [...value.entries()] : Object.entries(value).toSorted(byKey);
  const parts: string[] = [];
  for (const [key, child] of entries) {
    const part = jsonKey(child, depth + 1);
    if (part === undefined) return undefined;
    parts.push(isList ? part : `${JSON.stringify(key)}:${part}`);
  }
  return isList ? `[${parts.join()}]` : `{${parts.join()}}`;
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
