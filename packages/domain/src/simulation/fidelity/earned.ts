import { type Rewrite, rewriteNames } from '../normalize.ts';
import type { ToolSwitches } from '../tool-index.ts';
import { MOST_FALSE, type RuleRate, SIMILAR_ALPHA, THRESHOLDS } from './fidelity.ts';
import { upperBound } from './upper-bound.ts';

/** Defaults are what a schema promises: taken at its word until an answer was false. */
export const defaultsHold = (rates: readonly RuleRate[]): boolean =>
  rates.every(({ rule, false_pairs }) => rule !== 'defaults' || false_pairs === 0);

const isRewrite = (rule: string): rule is Rewrite =>
  (rewriteNames as readonly string[]).includes(rule);

const isAllowed = ({ threshold, false_pairs, pairs }: RuleRate): boolean =>
  threshold !== null &&
  (THRESHOLDS as readonly number[]).includes(threshold) &&
  upperBound(false_pairs, pairs, SIMILAR_ALPHA) <= MOST_FALSE;

/** What a tool's rates let be switched on: of `similar` the lowest threshold that keeps the bound. */
export function earnedSwitches(readOnly: boolean, rates: readonly RuleRate[]): ToolSwitches {
  const defaults = defaultsHold(rates);
  if (!readOnly) return { defaults, rewrites: [], similar: null };
  const [threshold] = rates
    .filter((rate) => rate.rule === 'similar' && isAllowed(rate))
    .map((rate) => rate.threshold ?? 1)
    .sort((a, b) => a - b);
  return {
    defaults,
    rewrites: rates.flatMap(({ rule, upper }) =>
      isRewrite(rule) && upper <= MOST_FALSE ? [rule] : [],
    ),
    similar: threshold === undefined ? null : { threshold },
  };
}
