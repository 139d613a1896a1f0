import type { Candidate } from '@firefly/db/repositories/candidates';
import type { DecisionRule } from '@firefly/domain/judging/opinions/decide';
import { type Shares, selectTasks } from '@firefly/domain/judging/select';
import { eligible, isGood } from './verdicts.ts';

/** So many waves in a row that gave nothing the run wanted are enough. */
const PATIENCE = 2;

/** What a run has by the time that it plans a wave. */
export interface SoFar {
  /** The wave to be planned. */
  readonly number: number;
  readonly target: number;
  readonly mix?: Shares | undefined;
  readonly rule: DecisionRule;
  readonly candidates: readonly Pick<
    Candidate,
    'wave' | 'status' | 'checks' | 'replay' | 'judges' | 'rollouts' | 'taskId' | 'draft' | 'frame'
  >[];
}

/**
 * Whether a run need not look on for other kinds of tasks: what is good and was kept back fills its
 * target, as far as its mix and the limits of kinds let it, and the last waves gave nothing that it
 * took. Then the next wave takes what there is.
 */
export function seenEnough({ number, target, mix, rule, candidates }: SoFar): boolean {
  const accepted = candidates.filter(({ status }) => status === 'accepted');
  if (number <= PATIENCE || accepted.some(({ wave }) => wave >= number - PATIENCE)) return false;
  const kept = candidates.filter((one) => one.status === 'solved' && isGood(one, rule));
  if (accepted.length + kept.length < target) return false;
  const wanted = { target, final: true, mix };
  const taken = selectTasks(kept.map(eligible), accepted.map(eligible), wanted);
  return accepted.length + taken.length >= target;
}
