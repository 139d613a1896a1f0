import type { CheckResult } from '../dataset/task.ts';
import type { Reward } from '../reward/reward.ts';

/** What is looked at of a rollout. */
export type Scored = Pick<Reward, 'reward' | 'label_safe'>;

const of = (count: number, all: number): string => `${count} of ${all}`;

/**
 * Whether a solver can reach the label from the prompt alone: at least one rollout in the simulator got the
 * whole reward on answers that cannot contradict the label. Without rollouts nothing is shown.
 */
export function solvable(rollouts: readonly Scored[]): CheckResult {
  const passed = rollouts.filter(({ reward }) => reward === 1);
  const safe = passed.filter(({ label_safe }) => label_safe);
  const unsafe = passed.length - safe.length;
  const doubt =
    unsafe === 0 ? '' : `; ${unsafe} more passed on answers that may contradict the label`;
  const evidence =
    rollouts.length === 0
      ? 'no rollout was made'
      : `${of(safe.length, rollouts.length)} rollouts gave the whole answer${doubt}`;
  return { name: 'solvable', passed: safe.length > 0, evidence };
}

/**
 * Whether the tools are needed: no attempt without them got the whole reward. Without attempts nothing is
 * shown.
 */
export function closedBook(attempts: readonly Pick<Reward, 'reward'>[]): CheckResult {
  const right = attempts.filter(({ reward }) => reward === 1).length;
  const evidence =
    attempts.length === 0
      ? 'no attempt without tools was made'
      : `${of(right, attempts.length)} attempts without tools gave the whole answer`;
  return { name: 'closed-book', passed: attempts.length > 0 && right === 0, evidence };
}
