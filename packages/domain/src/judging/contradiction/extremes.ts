import { placeNames } from '../../synthesis/expression-places.ts';
import { MOMENT } from '../../synthesis/moment.ts';
import { valuesAlong } from '../arrays.ts';
import { isReversed } from './column-names.ts';
import { degreesOf, EXCUSES, isSaidOf, type Kind } from './extreme-words.ts';
import type { Contradiction, ReadTask } from './read.ts';

interface Extreme {
  readonly function: '$max' | '$min';
  /** Null where it cannot be said, or where its least may be the most of something. */
  readonly kind: Kind | null;
  readonly names: readonly string[];
}

const isDate = (value: unknown): boolean =>
  typeof value === 'string' && (MOMENT.test(value) || /^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value));
/** Nothing below zero: the largest loss is the least of what was earned. */
const isAmount = (value: unknown): boolean =>
  value !== null && value !== '' && typeof value !== 'boolean' && Number(value) >= 0;
/** What might be years. */
const isYear = (value: unknown): boolean => Number(value) >= 1000 && Number(value) <= 2100;

function kindOf(path: string | null, { inputs }: ReadTask): Kind | null {
  const values = path === null ? [] : valuesAlong(inputs, path);
  if (path === null || values.length === 0) return null;
  if (values.every(isDate)) return 'date';
  const counted = values.every(isAmount) && !values.every(isYear);
  return counted && !isReversed(placeNames(path)) ? 'amount' : null;
}

const extremesOf = (task: ReadTask): Extreme[] =>
  task.expressions.flatMap(({ aggregates }) =>
    aggregates.flatMap(({ function: name, path }) =>
      name === '$max' || name === '$min'
        ? [{ function: name, kind: kindOf(path, task), names: placeNames(path ?? '').slice(1) }]
        : [],
    ),
  );

/**
 * The prompt wants one end of a column, and the expressions only look for the other: "the most visitors" with
 * `$min`, "the earliest" with `$max`. Silent where a word may stand for either end, where values are negative,
 * and for columns such as ranks and years of birth, whose least value may be the most of something.
 */
export const extremeProblem: Contradiction = (task) => {
  const extremes = extremesOf(task);
  const read = degreesOf(task.words);
  if (extremes.some(({ kind }) => kind === null) || read === undefined) return null;
  const { text, degrees } = read;
  const meant = (degree: (typeof degrees)[number]): boolean =>
    extremes.some(({ kind, names }) => kind === degree.kind && isSaidOf(degree, names));
  // "the most people" of no column: who can say of what?
  if (degrees.some((degree) => /^(most|least)$/i.test(degree.word) && !meant(degree))) return null;
  for (const kind of ['amount', 'date'] as const) {
    const own = extremes.filter((extreme) => extreme.kind === kind);
    const said = degrees.filter((degree) => degree.kind === kind);
    // What is said of dates may be meant of an age, and "longest" of a date, unless there are both.
    if (own.length === extremes.length && said.length < degrees.length) continue;
    const [wanted] = said;
    if (wanted === undefined || said.some(({ says }) => says !== wanted.says)) continue;
    const other = wanted.says === '$max' ? '$min' : '$max';
    if (!own.some(({ names }) => said.some((degree) => isSaidOf(degree, names)))) continue;
    if (own.every((extreme) => extreme.function === other) && !EXCUSES[kind][other].test(text))
      return `the prompt says ${JSON.stringify(wanted.word)}, the expressions only take ${other}`;
  }
  return null;
};
