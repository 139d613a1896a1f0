import { placeNames } from '../../synthesis/expression-places.ts';
import { MOMENT } from '../../synthesis/moment.ts';
import { wordsOf } from '../../words/identifiers.ts';
import { valuesAlong } from '../arrays.ts';
import { isReversed } from './column-names.ts';
import type { Contradiction, ReadTask } from './read.ts';

type Kind = 'amount' | 'date' | 'unknown';
type Extreme = {
  readonly function: '$max' | '$min';
  readonly kind: Kind;
  readonly names: string[];
};

const isDate = (value: unknown): boolean =>
  typeof value === 'string' && (MOMENT.test(value) || /^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value));
/** Nothing below zero: the largest loss is the least of what was earned. */
const isAmount = (value: unknown): boolean =>
  value !== null && value !== '' && typeof value !== 'boolean' && Number(value) >= 0;
/** What might be years. */
const isYear = (value: unknown): boolean => Number(value) >= 1000 && Number(value) <= 2100;

function kindOf(path: string | null, { inputs }: ReadTask): Kind {
  const values = path === null ? [] : valuesAlong(inputs, path);
  if (path === null || values.length === 0) return 'unknown';
  if (values.every(isDate)) return 'date';
  const counted = values.every(isAmount) && !values.every(isYear);
  return counted && !isReversed(placeNames(path)) ? 'amount' : 'unknown';
}

const extremesOf = (task: ReadTask): Extreme[] =>
  task.expressions.flatMap(({ aggregates }) =>
    aggregates.flatMap(({ function: name, path }) =>
      name === '$max' || name === '$min'
        ? [{ function: name, kind: kindOf(path, task), names: placeNames(path ?? '') }]
        : [],
    ),
  );

/** What "most" and "least" make of a word that has a direction of its own. */
const MAGNITUDES = 'expensive|costly|populous|populated|visited|numerous|valuable|spacious';

interface Side {
  readonly says: '$max' | '$min';
  /** Words that want this end, and no other. */
  readonly sure: RegExp;
  /** Words for which it may stand. */
  readonly may: RegExp;
}

const AMOUNTS: readonly Side[] = [
  {
    says: '$max',
    sure: new RegExp(
      `\\b(highest|largest|biggest|greatest|longest|tallest|heaviest|costliest|priciest|most (?:${MAGNITUDES}))\\b`,
      'i',
    ),
    may: /\b(at most|up to|as (?:much|many|long) as|height|climb\w*|ris(?:e|es|ing)|reach\w*|exceed\w*|high|higher|large|larger|big|bigger|great|greater|long|longer|tall|taller|heavy|heavier|expensive|costly|more|max\w*|peak\w*|ceiling|record|premium|luxury|range|spread|gap|dear\w*|steep\w*|\w+iest)\b/i,
  },
  {
    says: '$min',
    sure: new RegExp(
      `\\b(lowest|smallest|shortest|cheapest|fewest|least (?:${MAGNITUDES}))\\b`,
      'i',
    ),
    may: /\b(at least|down to|as (?:little|few) as|depth|deep\w*|start\w*|low|lower|small|smaller|short|shorter|cheap|cheaper|few|fewer|less|lesser|little|tiny|min\w*|bottom|near\w*|close\w*|entry-level|bargain|affordable|modest\w*|light\w*|range|spread|gap|\w+iest)\b/i,
  },
];

const DATES: readonly Side[] = [
  {
    says: '$max',
    sure: /\b(latest|newest|most recent(?:ly)?)\b/i,
    may: /\b(late\w*|new\w*|recent\w*|young\w*|current\w*|final\w*|end\w*|until|no longer|modern\w*)\b/i,
  },
  {
    says: '$min',
    sure: /\b(earliest|oldest|least recent(?:ly)?)\b/i,
    may: /\b(early|earlier|old|older|begin\w*|began|begun|start\w*|since|ago|been|founding|original\w*|next|soon\w*|upcoming|coming|already|long)\b/i,
  },
];

/** Words that want one end of something, and nobody can say which. */
const UNSURE =
  /\b(first|last|best|worst|top|extreme\w*|rank\w*|discount\w*|los[est]\w*|drop\w*|declin\w*|decreas\w*|fall\w*|fell|saving\w*|deficit\w*|debts?|reduc\w*|shr[aiu]nk\w*)\b/i;
/** Comparisons with a value want no extreme. */
const WITH_VALUE =
  /\b(?:(?:more|less|fewer|greater|higher|lower|larger|smaller|longer|shorter|later|earlier) than|at most|at least)(?= \W?\d)/gi;
/** Ends in -est and says no degree. */
const NO_DEGREE =
  /^(almost|west|northwest|southwest|midwest|east|northeast|southeast|rest|forest|request|interest|guest|test|harvest|nest|chest|quest|invest|suggest|honest|protest|contest|arrest|digest|manifest|conquest|crest)$/;

const said = (text: string, words: RegExp): string | undefined => words.exec(text)?.[0];

/** "the most visitors" of a column of visitors, as "highest" says it. */
function ofColumns(text: string, extremes: readonly Extreme[]): string {
  const columns = new Set(extremes.flatMap(({ names }) => wordsOf(names.at(-1) ?? '')));
  return text.replace(
    /(?<=\b(?:the|has|have|had|with) )(most|least|fewest) (\p{L}+)/giu,
    (phrase, degree: string, noun: string) => {
      const known = [noun, noun.replace(/s$/i, '')].some((word) => columns.has(word.toLowerCase()));
      if (!known && degree.toLowerCase() !== 'fewest') return phrase;
      return `${degree.toLowerCase() === 'most' ? 'highest' : 'lowest'} ${noun}`;
    },
  );
}

/** Degrees that are none of those known: "nearest", "youngest", "most remote". */
function unknownDegree(text: string): boolean {
  const [known, ends] = [
    [...AMOUNTS, ...DATES].map(({ sure }) => sure),
    /\b\p{L}+(?:est|most)\b|\b(?:most|least)\b(?: \p{L}+)?/giu,
  ];
  return [...text.matchAll(ends)].some(
    ([word]) => !NO_DEGREE.test(word.toLowerCase()) && !known.some((each) => each.test(word)),
  );
}

/**
 * The prompt wants one end of something, and the expressions only look for the other: "the most visitors" with
 * `$min`, "the earliest" with `$max`. Silent where a word may stand for either end, where values are negative,
 * and for columns such as ranks and years of birth, whose least value may be the most of something.
 */
export const extremeProblem: Contradiction = (task) => {
  const extremes = extremesOf(task);
  if (extremes.length === 0 || extremes.some(({ kind }) => kind === 'unknown')) return null;
  const text = ofColumns(task.words.replace(WITH_VALUE, ' '), extremes);
  if (UNSURE.test(text) || unknownDegree(text)) return null;
  for (const [kind, sides, others] of [
    ['amount', AMOUNTS, DATES],
    ['date', DATES, AMOUNTS],
  ] as const) {
    const own = extremes.filter((extreme) => extreme.kind === kind);
    // What is said of dates may be meant of an age, and "longest" of a date, unless there are both.
    const apart = extremes.length > own.length;
    if (own.length === 0 || (!apart && others.some(({ sure }) => sure.test(text)))) continue;
    for (const [side, other] of [sides, sides.toReversed()] as [Side, Side][]) {
      const wanted = said(text, side.sure);
      const excused = said(text, other.sure) ?? said(text, other.may);
      if (wanted === undefined || excused !== undefined) continue;
      if (own.every((extreme) => extreme.function === other.says))
        return `the prompt wants ${side.says} ("${said(task.words, side.sure) ?? wanted}"), the expressions only take ${other.says}`;
    }
  }
  return null;
};
