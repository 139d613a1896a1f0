import type { Rule } from '../normalize.ts';
import type { Tier } from '../replay.ts';
import type { ToolSwitches } from '../tool-index.ts';

/** How a simulator came to an answer, as fidelity is counted. */
export type RatedRule = 'exact' | 'schema-violation' | Rule | 'similar';

/** What was seen of the answers that one rule gives to requests held out. */
export interface RuleRate {
  readonly rule: RatedRule;
  /** Of `similar`: the least score that is answered. */
  readonly threshold: number | null;
  /** Requests held out that it answered. */
  readonly answered: number;
  /** Of these, answered with the same observation, or the same result. */
  readonly equal: number;
  /** Leaves of the recorded observations, and how many of them the answers have alike. */
  readonly fields: { readonly equal: number; readonly all: number };
  /** Answers that are not equal: where the server gives an error, and elsewhere. */
  readonly false_answers: { readonly error: number; readonly other: number };
  /** Two requests that answer for each other are one trial, not two. */
  readonly pairs: number;
  readonly false_pairs: number;
  /** Upper bound of the rate of false pairs: exact, one-sided, 95 %. */
  readonly upper: number;
}

/** How a simulator answers for one tool. */
export interface ToolFidelity {
  readonly server: string;
  readonly tool: string;
  readonly fingerprint: string;
  readonly read_only: boolean;
  readonly recordings: number;
  /** Recordings held out: all of them, or as many as were chosen by the seed. */
  readonly asked: number;
  readonly switches: ToolSwitches;
  /** How those held out are answered with the switches: each recording alone is held out. */
  readonly answers: Readonly<Record<Exclude<Tier, 'simulated'>, number>>;
  readonly rates: readonly RuleRate[];
}

/** The largest rate of false answers with which something is switched on. */
export const MOST_FALSE = 0.01;

/**
 * Thresholds that `similar` is tried with. Each one tried is a chance to be lucky, so each must keep the
 * bound with a chance of error that is its share of 5 % (Bonferroni).
 */
export const THRESHOLDS = [0.5, 0.7, 0.9] as const;
export const SIMILAR_ALPHA = 0.05 / THRESHOLDS.length;
