const LONGEST_MS = 24 * 3_600_000;

/**
 * How long a provider asks to be left alone: `retry-after-ms`, else `Retry-After` (RFC 9110, 10.2.3: seconds
 * or a date), at most a day; undefined where it says neither.
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const ms = positive(headers.get('retry-after-ms'));
  if (ms !== undefined) return Math.min(ms, LONGEST_MS);
  const text = headers.get('retry-after')?.trim() ?? '';
  if (text === '') return undefined;
  const seconds = positive(text);
  const wait = seconds === undefined ? dateOf(text) - now : seconds * 1_000;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_MS);
}

const positive = (text: string | null): number | undefined =>
  text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;

// `Date.parse` takes much for a date that is none, `-1` for one.
const dateOf = (text: string): number =>
  /^[a-z]{3,9},? \d/i.test(text) ? Date.parse(text) : Number.NaN;
