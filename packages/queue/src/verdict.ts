import type { Failure } from '@firefly/contracts/failure';

/** Where a failed attempt stands. */
export interface AttemptState {
  /** The worker asked for the work to stop, so what was thrown is only the echo. */
  readonly aborted: boolean;
  /** Attempts spent before this one, and how many the queue's contract allows. */
  readonly attemptsMade: number;
  readonly attempts: number;
  /** How often the job was begun, this time and those given back included. */
  readonly timesStarted: number;
}

/** What becomes of the job: decided here, done in `process-job.ts`. */
export type Verdict =
  /** Back to the queue at once, no attempt spent. */
  | { readonly kind: 'give-back' }
  /** Back to the queue in a while, no attempt spent. */
  | { readonly kind: 'postpone'; readonly ms: number }
  /** An attempt is spent; the queue's backoff says when the next begins. */
  | { readonly kind: 'retry' }
  /** No attempt is left, or none would help. */
  | { readonly kind: 'final' };

/** A waiting time comes from a server, so it is bounded. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** Between two looks at work that its own handler calls cancelled: without it the job would spin. */
const CANCELLED_WAIT_MS = 1_000;
/** From here on a postponement costs an attempt: "come back later" cannot go on for ever. */
export const FREE_STARTS = 100;

/** The verdict on a failed attempt. */
export function verdictOn(failure: Failure, state: AttemptState): Verdict {
  if (state.aborted) return { kind: 'give-back' };
  const free = state.timesStarted < FREE_STARTS;
  switch (failure.kind) {
    case 'permanent':
      return { kind: 'final' };
    case 'cancelled':
      return free ? { kind: 'postpone', ms: CANCELLED_WAIT_MS } : spend(state);
    case 'transient':
      return free && failure.retryAfterMs !== undefined
        ? { kind: 'postpone', ms: Math.min(Math.max(failure.retryAfterMs, 0), LONGEST_WAIT_MS) }
        : spend(state);
  }
}

const spend = ({ attemptsMade, attempts }: AttemptState): Verdict =>
  attemptsMade + 1 < attempts ? { kind: 'retry' } : { kind: 'final' };
