import { spacingUs } from '@firefly/domain/limits/spacing';
import type { Limiter } from '@firefly/domain/ports';

/**
 * The limits of servers whom this process alone asks, one request at a time: slots are spaced as in the
 * database, which a check does without. Other processes are not counted, nor is `concurrency` needed.
 */
export function makeLoneLimiter(now: () => number = () => performance.now()): Limiter {
  const free = new Map<string, number>();
  return {
    async acquire({ key, limit: { perSecond }, patienceMs }) {
      const inMs = Math.max(0, (free.get(key) ?? Number.NEGATIVE_INFINITY) - now());
      if (inMs > patienceMs) return { granted: false, retryInMs: inMs };
      if (perSecond !== undefined) free.set(key, now() + inMs + spacingUs(perSecond) / 1_000);
      return { granted: true, inMs, ageMs: 0, release: async () => {} };
    },
  };
}
