import type { Fault } from './fault.ts';

/** How often and how long a request is asked again. */
export interface Patience {
  readonly tries: number;
  /** The wait before the second try; each further one is twice as long. */
  readonly firstWaitMs: number;
  /** No wait is longer: who must wait longer is better told to come back. */
  readonly longestWaitMs: number;
  /** No try begins later than this after the first. */
  readonly allMs: number;
}

export const usualPatience: Patience = {
  ...{ tries: 6, firstWaitMs: 1_000 },
  ...{ longestWaitMs: 60_000, allMs: 15 * 60_000 },
};

/** What is done after a fault. */
export type Next =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'give up'; readonly retryAfterMs?: number };

/**
 * What follows the `tries`-th fault in a row, `spentMs` after the first try began. A provider that names a
 * time is obeyed, but never asked again at once; else the waits double.
 */
export function nextAfter(fault: Fault, tries: number, spentMs: number, patience: Patience): Next {
  const doubled = Math.min(patience.firstWaitMs * 2 ** (tries - 1), patience.longestWaitMs);
  const ms = Math.max(fault.retryAfterMs ?? doubled, patience.firstWaitMs);
  const worth =
    tries < patience.tries && ms <= patience.longestWaitMs && spentMs + ms <= patience.allMs;
  if (worth) return { do: 'wait', ms };
  // A crowd always gets a time, so that work is put off and not counted as failed.
  return fault.kind === 'crowded' || fault.retryAfterMs !== undefined
    ? { do: 'give up', retryAfterMs: ms }
    : { do: 'give up' };
}
