import type { Failure } from '@firefly/contracts/failure';

/** Where a failed attempt stands. */
export interface AttemptState {
  /** The worker asked for the work to stop, so what was thrown is only the echo. */
  readonly aborted: boolean;
  /** Attempts spent before this one, and how many the queue's contract allows. */
  readonly attemptsMade: number;
  readonly attempts: number;
  /** How often the job was postponed before; a wait for a limit of ours does not count. */
  readonly postponed: number;
}

/** What becomes of the job: decided here, done in `process-job.ts`. */
export type Verdict =
  /** Back to the queue at once, no attempt spent. */
  | { readonly kind: 'give-back' }
  /** Back to the queue in a while, no attempt spent. */
  | { readonly kind: 'postpone'; readonly ms: number; readonly counts: boolean }
  /** An attempt is spent; the queue's backoff says when the next begins. */
  | { readonly kind: 'retry' }
  /** No attempt is left, or none would help. */
  | { readonly kind: 'final' };

/** A waiting time comes from a server, so it is bounded. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** Between two looks at work that its own handler calls cancelled: without it the job would spin. */
const CANCELLED_WAIT_MS = 1_000;
/**
 * From here on a postponement costs an attempt: "come back later" cannot go on for ever. A limit of ours
 * can: it is as slow as it was set, and each of its slots moves somebody on.
 */
export const FREE_POSTPONEMENTS = 100;

/** The verdict on a failed attempt. */
export function verdictOn(failure: Failure, state: AttemptState): Verdict {
  if (state.aborted) return { kind: 'give-back' };
  const free = state.postponed < FREE_POSTPONEMENTS;
  switch (failure.kind) {
    case 'permanent':
      return { kind: 'final' };
    case 'cancelled':
      return free ? { kind: 'postpone', ms: CANCELLED_WAIT_MS, counts: true } : spend(state);
    case 'transient': {
      const { retryAfterMs, ownLimit = false } = failure;
      if (retryAfterMs === undefined || !(free || ownLimit)) return spend(state);
      const ms = Math.min(Math.max(retryAfterMs, 0), LONGEST_WAIT_MS);
      return { kind: 'postpone', ms, counts: !ownLimit };
    }
  }
}

const spend = ({ attemptsMade, attempts }: AttemptState): Verdict =>
  attemptsMade + 1 < attempts ? { kind: 'retry' } : { kind: 'final' };
