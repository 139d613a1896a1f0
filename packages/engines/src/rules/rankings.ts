import type { Part } from '@firefly/domain/synthesis/proposal';
import type { Column } from '@firefly/domain/tool-graph/columns';
import type { EntityTable } from '@firefly/domain/tool-graph/tables';
import { isPerson } from '@firefly/domain/words/people';
import { measureOf, superlative } from './measures.ts';
import { timingOf } from './timings.ts';

/** One of the two ends of an order. */
export type End = 'max' | 'min';

/** A column by which one thing of a table stands out, as people say it. */
export interface Ranking {
  readonly column: Column;
  /** What the one does: "has the most seats", "was opened last", "is the most recent". */
  readonly does: (end: End) => string;
  /** The one among others just spoken of: "the one with the most seats", "the most recent one". */
  readonly one: (end: End) => string;
  /** The thing itself: "the museum in PATH that was opened last". */
  readonly thing: (noun: string, end: End, where: readonly Part[]) => Part[];
}

/** A thing that has the most or the latest of something. */
const having = (column: Column, best: (end: End) => string): Ranking => ({
  column,
  does: (end) => `has the ${best(end)}`,
  one: (end) => `the one with the ${best(end)}`,
  thing(noun, end, where) {
    // "the most seats on record" would speak of the seats, "the most seats in PATH whose roast is …" too.
    if (where[0] === ' on record') return [`the ${noun}`, ...where, ` with the ${best(end)}`];
    const [first] = where;
    const placed = where.length <= 2 && typeof first === 'string' && first.startsWith(' in ');
    const among = placed ? '' : ' among those';
    return [`the ${noun} with the ${best(end)}${among}`, ...where];
  },
});

/** A thing that is the first or the last by an adjective. */
const being = (column: Column, adjective: Adjective): Ranking => ({
  column,
  does: (end) => `is the ${adjective[end]}`,
  one: (end) => `the ${adjective[end]} one`,
  thing: (noun, end, where) => [`the ${adjective[end]} ${noun}`, ...where],
});

type Adjective = Readonly<Record<End, string>>;

const IN_TIME: Adjective = { max: 'most recent', min: 'earliest' };

/** Measures of a whole thing, for which people say what the thing is and not what it has. */
const ADJECTIVES: Readonly<Record<string, Adjective>> = {
  age: { max: 'oldest', min: 'youngest' },
  length: { max: 'longest', min: 'shortest' },
  weight: { max: 'heaviest', min: 'lightest' },
};

const done = (column: Column, verb: string): Ranking => {
  const does = (end: End): string => `${verb} ${end === 'max' ? 'last' : 'first'}`;
  return {
    column,
    does,
    one: (end) => `the one that ${does(end)}`,
    thing: (noun, end, where) => [
      `the ${noun}`,
      ...where,
      ` ${isPerson(noun) ? 'who' : 'that'} ${does(end)}`,
    ],
  };
};

/** The column as an order of things called `noun`, or undefined if people have no words for that. */
export function rankingOf(column: Column, noun: string | undefined): Ranking | undefined {
  const measure = measureOf(column);
  if (measure !== undefined) {
    const adjective = Object.hasOwn(ADJECTIVES, measure.noun) && ADJECTIVES[measure.noun];
    return adjective
      ? being(column, adjective)
      : having(column, (end) => superlative(measure, end));
  }
  const timing = timingOf(column, noun);
  if (timing === undefined) return undefined;
  if (timing.kind === 'event') return being(column, IN_TIME);
  return timing.kind === 'done'
    ? done(column, timing.verb)
    : having(column, (end) => `${end === 'max' ? 'latest' : 'earliest'} ${timing.noun}`);
}

/** Every order in which people could put the rows of a table. */
export const rankingsOf = (table: EntityTable, noun: string): Ranking[] =>
  table.columns.flatMap((column) => rankingOf(column, noun) ?? []);
