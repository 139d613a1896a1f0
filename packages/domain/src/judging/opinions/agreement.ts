import { alpha } from './alpha.ts';
import { type Criterion, criteria, isGiven, type Opinion } from './opinion.ts';

/** How far judges agree on one criterion; shares are null where no task has two opinions. */
export interface Agreement {
  /** Share of pairs of judges that gave one task the same score. */
  readonly exact: number | null;
  /** Share of pairs whose scores are at most one apart. */
  readonly within_one: number | null;
  /** Beyond chance: Krippendorff's alpha for interval data; null where all scores are equal. */
  readonly alpha: number | null;
}

export interface AgreementReport {
  /** Tasks on which two judges or more gave an opinion: only these count. */
  readonly tasks: number;
  readonly criteria: Readonly<Record<Criterion, Agreement>>;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of one task's scores, the share of pairs that are at most `apart` from each other. */
function near(scores: readonly number[], apart: number): number {
  const pairs = scores.flatMap((one, at) => scores.slice(at + 1).map((other) => one - other));
  return pairs.filter((difference) => Math.abs(difference) <= apart).length / pairs.length;
}

/** Agreement per criterion over tasks, each with what its judges said. Every task weighs the same in a share. */
export function agreementOf(tasks: Iterable<readonly Opinion[]>): AgreementReport {
  const judged = [...tasks].map((task) => task.filter(isGiven)).filter((task) => task.length > 1);
  const on = (criterion: Criterion): Agreement => {
    const units = judged.map((task) => task.map(({ scores }) => scores[criterion]));
    return {
      exact: mean(units.map((scores) => near(scores, 0))),
      within_one: mean(units.map((scores) => near(scores, 1))),
      alpha: alpha(units),
    };
  };
  const entries = criteria.map((criterion) => [criterion, on(criterion)]);
  return { tasks: judged.length, criteria: Object.fromEntries(entries) };
}
