import type { Compared } from './compare-replies.ts';
import type { RatedRule, RuleRate } from './fidelity.ts';
import { upperBound } from './upper-bound.ts';

/** One answer to a request held out. */
export interface Trial {
  readonly rule: RatedRule;
  readonly compared: Compared;
  /** What was held out, and what answered for it: by the number of the request or of the recording. */
  readonly pair: readonly [held: number, source: number];
  /** Of `similar`: how alike the two are. */
  readonly score?: number | undefined;
}

/** The bound as it is written: six decimals, never below what it is (and not above for the last bits of it). */
export const roundedBound = (falsePairs: number, pairs: number): number =>
  Math.ceil(upperBound(falsePairs, pairs) * 1e6 - 1e-6) / 1e6;

/** Sums up the trials of one rule; of `similar` those of the threshold and above. */
export function rateOf(
  rule: RatedRule,
  trials: readonly Trial[],
  threshold: number | null = null,
): RuleRate {
  const counted = trials.filter(
    (trial) => trial.rule === rule && (threshold === null || (trial.score ?? 0) >= threshold),
  );
  // False in one direction is false: a pair is one trial, or the bound would be too good.
  const pairs = new Map<string, boolean>();
  const fields = { equal: 0, all: 0 };
  const falseAnswers = { error: 0, other: 0 };
  for (const { compared, pair } of counted) {
    const key = pair.toSorted((a, b) => a - b).join();
    pairs.set(key, pairs.get(key) === true || !compared.equal);
    fields.equal += compared.fields.equal;
    fields.all += compared.fields.all;
    if (!compared.equal) falseAnswers[compared.error ? 'error' : 'other'] += 1;
  }
  const falsePairs = [...pairs.values()].filter(Boolean).length;
  return {
    rule,
    threshold,
    answered: counted.length,
    equal: counted.length - falseAnswers.error - falseAnswers.other,
    fields,
    false_answers: falseAnswers,
    pairs: pairs.size,
    false_pairs: falsePairs,
    upper: roundedBound(falsePairs, pairs.size),
  };
}
