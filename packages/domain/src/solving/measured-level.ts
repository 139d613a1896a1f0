import type { Attempts } from './estimators.ts';

/** Passed by at least three of four rollouts: easy. */
export const EASY_FROM = 0.75;
/** Passed by fewer than one of four: hard. What lies between is medium, and teaches most. */
export const HARD_BELOW = 0.25;

/**
 * How hard a task was for the solver that tried it: `easy` from a pass rate of 0.75 on, `hard` below 0.25,
 * else `medium`. The thresholds are ours: with four rollouts they tell "all or all but one" from "none".
 * Null without rollouts: then nothing was measured.
 */
export function measuredLevel({ n, passed }: Attempts): 'easy' | 'medium' | 'hard' | null {
  if (n === 0) return null;
  const rate = passed / n;
  return rate >= EASY_FROM ? 'easy' : rate < HARD_BELOW ? 'hard' : 'medium';
}
