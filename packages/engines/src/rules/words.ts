import type { Column } from '@firefly/domain/tool-graph/columns';
import { unitOf } from '@firefly/domain/tool-graph/units';
import { wordsOf } from '@firefly/domain/words/identifiers';
import { isNounPhrase, isPlural } from '@firefly/domain/words/nouns';
import { isParticiple } from '@firefly/domain/words/verbs';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that mark bookkeeping: fields about the record, not about the thing. */
const BOOKKEEPING = setOf(
  'status source sources verified verification validation authority policy metadata confidence native translation translations timezone timezones type kind class entity level offset added archived created deleted edited imported indexed modified synced updated accessed uploaded url uri link links path file hash checksum symbol flag score rank reason schema abbreviation emoji coordinate coordinates lifecycle parent child snapshot format encoding mime size from until valid note notes description comment comments text content body summary code codes key keys has',
);

/** Abbreviations that look like words; those without a vowel are known by that. */
const ABBREVIATIONS = setOf(
  'qty cty amt avg num max min dob eta isbn issn iban sku imo uid uuid guid api iso geo lat lon alt desc addr fax info misc ref refs idx pos img pic loc org dept abv vat gdp etag',
);
export const isAbbreviation = (word: string): boolean =>
  ABBREVIATIONS.has(word) || !/[aeiouy]/.test(word);

/** What a name is qualified by: a "family name" is not a family. */
const NAME_KINDS = setOf(
  'common family former given legal local maiden middle official old original pen scientific stage trade',
);

/** Words that are nothing without the unit they stand before. */
const KEEPS_UNIT =
  /ing$|^(absence|free|holiday|leave|off|paid|rest|school|sick|sun|vacation|work)$/;

/** The words of a field without its unit, and without "name" after the thing named. */
function nounWords(key: string): string[] {
  const written = wordsOf(key);
  const words = unitOf(written) === undefined ? written : written.slice(0, -1);
  // "opening hours", not "the opening in hours"; "sick days", not "the sick in days".
  if (words.length === 1 && words.length < written.length && KEEPS_UNIT.test(words[0] ?? ''))
    return written;
  const [qualifier = ''] = words;
  return words.length > 1 && words.at(-1) === 'name' && !NAME_KINDS.has(qualifier)
    ? words.slice(0, -1)
    : words;
}

/** The noun phrase by which people would ask for a field; undefined for bookkeeping and abbreviations. */
export function plainNoun(key: string): string | undefined {
  const words = nounWords(key);
  if (words.some((word) => BOOKKEEPING.has(word) || isAbbreviation(word))) return undefined;
  const phrase = words.join(' ');
  const last = words.at(-1) ?? '';
  // "the joined" and "the display" pass for nouns; nobody asks for them.
  if (phrase === 'display' || (/[^e]ed$/.test(last) && isParticiple(last))) return undefined;
  return isNounPhrase(phrase) ? phrase : undefined;
}

/** True if the phrase's last word stands in the plural. */
export const isPluralPhrase = (phrase: string): boolean => isPlural(phrase.split(' ').at(-1) ?? '');

/** What a thing did itself: nobody asks when a person was joined. */
const INTRANSITIVE = setOf(
  'appeared arrived debuted departed died expired graduated joined lapsed lived resigned retired worked',
);

const AROUND_PARTICIPLES = setOf('date on at in');

/** A date column whose name is a participle: "When was it opened?" */
export const participleOf = (column: Column): string | undefined => {
  const [word, ...others] = column.words.filter((each) => !AROUND_PARTICIPLES.has(each));
  return column.kind === 'date' &&
    others.length === 0 &&
    word !== undefined &&
    !BOOKKEEPING.has(word) &&
    !INTRANSITIVE.has(word) &&
    isParticiple(word)
    ? word
    : undefined;
};
