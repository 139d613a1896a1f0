import { criteria, isGiven, type Opinion } from './opinion.ts';

/**
 * How well a task is thought of, by its weakest side: the lowest score that each judge gave, averaged
 * over the judges with an opinion. 0 where there is none.
 */
export function esteemOf(opinions: readonly Opinion[]): number {
  const lowest = opinions
    .filter(isGiven)
    .map(({ scores }) => Math.min(...criteria.map((criterion) => scores[criterion])));
  return lowest.reduce((sum, score) => sum + score, 0) / Math.max(1, lowest.length);
}
