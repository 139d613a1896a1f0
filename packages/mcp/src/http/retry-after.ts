const FIRST_PAUSE_MS = 250;
const LONGEST_MS = 24 * 3_600_000;

/** The header `Retry-After` (RFC 9110, 10.2.3): seconds or a date; undefined if it is neither. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}

/**
 * How long to pause before a refused request is sent once more, in milliseconds; undefined if it must
 * not be. Twice as long each time at least, so that "in 0 seconds" does not make a storm.
 */
export function pauseAfter(
  status: number,
  retryAfterMs: number | undefined,
  attempt: number,
): number | undefined {
  const asked = status === 429 || (status === 503 && retryAfterMs !== undefined);
  return asked ? Math.max(retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** attempt) : undefined;
}
