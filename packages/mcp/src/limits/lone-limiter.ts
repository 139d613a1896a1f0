import {
  halvingsAt,
  type Narrowing,
  NOT_NARROWED,
  narrowed,
} from '@firefly/domain/limits/narrowing';
import { spacingsOf } from '@firefly/domain/limits/spacing';
import type { Limiter } from '@firefly/domain/ports';

interface Kept {
  /** The next slot that nobody has. */
  readonly free: number;
  readonly narrowing: Narrowing;
}

/**
 * The limits of servers whom this process alone asks, one request at a time: slots are spaced as in the
 * stores, which a check does without. Other processes are not counted, nor is `concurrency` needed.
 */
export function makeLoneLimiter(now: () => number = () => performance.now()): Limiter {
  const servers = new Map<string, Kept>();
  const keptOf = (key: string): Kept =>
    servers.get(key) ?? { free: Number.NEGATIVE_INFINITY, narrowing: NOT_NARROWED };
  return {
    async acquire({ key, limit: { perSecond }, requests, patienceMs }) {
      const at = now();
      const { free, narrowing } = keptOf(key);
      const inMs = Math.max(0, free - at);
      if (inMs > patienceMs)
        return { granted: false, retryInMs: inMs, resting: narrowing.from > at };
      const { usual, base } = spacingsOf(perSecond);
      const halvings = halvingsAt(narrowing, at);
      const spacing = halvings > 0 ? base * 2 ** halvings : usual;
      servers.set(key, { free: at + inMs + (spacing * requests) / 1_000, narrowing });
      const holds = async () => keptOf(key).narrowing.from === narrowing.from;
      return { granted: true, inMs, lateMs: 0, holds, release: async () => {} };
    },
    async slowDown(key, restMs) {
      const before = keptOf(key).narrowing;
      const narrowing = narrowed(before, restMs, now());
      if (narrowing !== before) servers.set(key, { free: narrowing.from, narrowing });
    },
  };
}
