import type { Column } from '@firefly/domain/tool-graph/columns';
import type { Quantity } from '@firefly/domain/tool-graph/units';
import { unitOf } from '@firefly/domain/tool-graph/units';
import { wordsOf } from '@firefly/domain/words/identifiers';
import { isNounPhrase, isPlural } from '@firefly/domain/words/nouns';
import { isParticiple } from '@firefly/domain/words/verbs';

/** Words that mark bookkeeping: fields about the record, not about the thing. */
const BOOKKEEPING = new Set(
  'status source sources verified verification validation authority policy metadata confidence native translation translations timezone timezones type kind class entity level offset updated created modified accessed url uri link links path file hash checksum symbol flag score rank reason schema abbreviation emoji coordinate coordinates lifecycle parent child snapshot format encoding mime size from until valid note notes description comment comments text content body summary'.split(
    ' ',
  ),
);

/** The words of a field without its unit, and without "name" after the thing named. */
function nounWords(key: string): string[] {
  const written = wordsOf(key);
  const words = unitOf(written) === undefined ? written : written.slice(0, -1);
  return words.length > 1 && words.at(-1) === 'name' ? words.slice(0, -1) : words;
}

/** The noun phrase by which people would ask for a field; undefined for bookkeeping and abbreviations. */
export function plainNoun(key: string): string | undefined {
  const words = nounWords(key);
  if (words.some((word) => BOOKKEEPING.has(word))) return undefined;
  const phrase = words.join(' ');
  return isNounPhrase(phrase) ? phrase : undefined;
}

/** A date column whose name is a participle: "When was it opened?" */
export const participleOf = (column: Column): string | undefined => {
  const [word] = column.words;
  return column.kind === 'date' &&
    column.words.length === 1 &&
    word !== undefined &&
    isParticiple(word)
    ? word
    : undefined;
};

/** Adjectives for the ends of a scale, in the comparative and the superlative. */
export interface Scale {
  readonly more: string;
  readonly less: string;
  readonly most: string;
  readonly least: string;
}

const HIGH: Scale = { more: 'higher', less: 'lower', most: 'highest', least: 'lowest' };
const LARGE: Scale = { more: 'larger', less: 'smaller', most: 'largest', least: 'smallest' };
const LONG: Scale = { more: 'longer', less: 'shorter', most: 'longest', least: 'shortest' };
const MANY: Scale = { more: 'more', less: 'fewer', most: 'most', least: 'fewest' };

const SCALES: Readonly<Record<Quantity, Scale>> = {
  count: MANY,
  money: HIGH,
  mass: LARGE,
  length: LARGE,
  area: LARGE,
  volume: LARGE,
  duration: LONG,
  temperature: HIGH,
  share: HIGH,
  number: HIGH,
};

/** Quantities of which a sum over things makes sense. */
const ADDITIVE: ReadonlySet<Quantity> = new Set(['count', 'money', 'mass', 'area', 'volume']);

/** A numeric column as people speak of it. */
export interface Measure {
  readonly column: Column;
  readonly noun: string;
  /** "How many seats": a plural that counts things. */
  readonly counts: boolean;
  readonly additive: boolean;
  readonly scale: Scale;
  /** ` in EUR`, or empty. */
  readonly inUnit: string;
}

/** The column as a measure, or undefined if it is no dense number with a plain noun. */
export function measureOf(column: Column): Measure | undefined {
  const noun = plainNoun(column.key);
  if (column.kind !== 'number' || column.unit === undefined || !column.dense) return undefined;
  if (noun === undefined || /\b(year|month|day)\b/.test(noun) || column.distinct < 2)
    return undefined;
  const { quantity, words } = column.unit;
  const counts = words === '' && isPlural(noun.split(' ').at(-1) ?? '');
  if (quantity === 'number') return undefined;
  return {
    column,
    noun,
    counts,
    additive: ADDITIVE.has(quantity),
    scale: counts ? MANY : SCALES[quantity],
    inUnit: words === '' ? '' : ` in ${words}`,
  };
}

/** Nouns for what a person is to a thing. */
const PERSON =
  /(manager|curator|director|owner|contact|author|founder|conductor|teacher|captain|leader|editor|chair|head|mechanic|keeper|organiser|coordinator|supervisor|principal|technician|artist|person|president|secretary|member)$/;

/** Whether a field names a person, by its noun and by values of two or more capitalized words. */
export const namesPerson = (noun: string, value: unknown): boolean =>
  PERSON.test(noun) && typeof value === 'string' && /^\p{Lu}\S* (\S+ )*\p{Lu}\S*$/u.test(value);
