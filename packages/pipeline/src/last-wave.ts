import type { Candidate } from '@firefly/db/repositories/candidates';
import { isGood } from './verdicts.ts';

/** So many waves in a row that gave nothing the run wanted are enough. */
const PATIENCE = 2;

/** What a run has by the time that it plans a wave. */
export interface SoFar {
  /** The wave to be planned. */
  readonly number: number;
  readonly target: number;
  readonly candidates: readonly Pick<Candidate, 'wave' | 'status' | 'checks' | 'replay'>[];
}

/**
 * Whether a run need not look on for other kinds of tasks: what is good and was kept back fills its
 * target, and the last waves gave nothing that it took. Then the next wave takes what there is.
 */
export function seenEnough({ number, target, candidates }: SoFar): boolean {
  const accepted = candidates.filter(({ status }) => status === 'accepted');
  const kept = candidates.filter((one) => one.status === 'solved' && isGood(one));
  return (
    number > PATIENCE &&
    accepted.length + kept.length >= target &&
    !accepted.some(({ wave }) => wave >= number - PATIENCE)
  );
}
