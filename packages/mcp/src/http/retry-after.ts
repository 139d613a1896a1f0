const LONGEST_MS = 24 * 3_600_000;

/** The header `Retry-After` (RFC 9110, 10.2.3): seconds or a date; undefined if it is neither. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
