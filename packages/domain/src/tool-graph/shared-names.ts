import type { GraphColumn } from './graph-columns.ts';
import { ANY_NAME } from './meaning.ts';

/** The values of a column that name things of a meaning too; undefined if too few do. */
export type Shared = (
  column: GraphColumn,
  meaning: string,
) => readonly (string | number)[] | undefined;

const FEWEST = 2;

/**
 * Names that recur under another meaning: the directors of one server may be the authors of another.
 * Two or more must recur, and half of the shorter column: one common name is chance.
 */
export function sharedNames(columns: readonly GraphColumn[]): Shared {
  const byMeaning = new Map<string, Set<string | number>>();
  for (const { meaning, names, values } of columns) {
    if (!names) continue;
    const known = byMeaning.get(meaning) ?? new Set();
    byMeaning.set(meaning, known);
    for (const value of values) known.add(value);
  }
  return (column, meaning) => {
    const known = byMeaning.get(meaning);
    if (!column.names || known === undefined || meaning === ANY_NAME) return undefined;
    const shared = column.values.filter((value) => known.has(value));
    const shorter = Math.min(known.size, column.values.length);
    return shared.length >= Math.max(FEWEST, shorter / 2) ? shared : undefined;
  };
}
