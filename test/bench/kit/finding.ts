import type { Bar, Finding, Measured } from './bench.ts';
import type { Rounds } from './rounds.ts';

/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  if (high === undefined || low === undefined) throw new RangeError('no numbers, no median');
  return (low + high) / 2;
}

const reached = (bar: Bar | undefined, value: number, ratio: number | null): boolean => {
  if (bar === undefined) return true;
  const looked = bar.of === 'value' ? value : ratio;
  if (looked === null) return false;
  return 'atMost' in bar ? looked <= bar.atMost : looked >= bar.atLeast;
};

const least = (bar: Bar | undefined): number | null =>
  bar === undefined ? null : 'atMost' in bar ? bar.atMost : bar.atLeast;

/** A metric without a baseline. */
export function measured(metric: string, unit: string, value: number, bar?: Bar): Measured {
  const ok = reached(bar, value, null);
  const result = { metric, value, unit, baseline: null, ratio: null, bar: least(bar), ok };
  return { result, bar, spread: undefined };
}

/** A metric of both sides: the median of the rounds of each, and the ratio of these two. */
export function compared<K extends string>(
  metric: string,
  unit: string,
  rounds: Rounds<K>,
  key: K,
  bar?: Bar,
): Measured {
  const pairs = rounds.map(({ subject, baseline }) => [subject[key], baseline[key]] as const);
  const value = median(pairs.map(([subject]) => subject));
  const baseline = median(pairs.map(([, other]) => other));
  const ratio = value / baseline;
  const ratios = pairs.map(([subject, other]) => subject / other);
  return {
    result: {
      ...{ metric, value, unit, baseline, ratio, bar: least(bar) },
      ok: reached(bar, value, ratio),
    },
    bar,
    spread: [Math.min(...ratios), Math.max(...ratios)],
  };
}

/** Whether no metric misses its bar. A skipped one misses none. */
export const allReached = (findings: readonly Finding[]): boolean =>
  findings.every((finding) => 'skipped' in finding || finding.result.ok);
