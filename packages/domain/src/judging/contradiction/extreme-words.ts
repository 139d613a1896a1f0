import { wordsOf } from '../../words/identifiers.ts';
import { isOfAsker } from './asker.ts';

/** What a degree is said of: an amount, or when something was. */
export type Kind = 'amount' | 'date';
type End = '$max' | '$min';

/** A word of a prompt that wants one end of something. */
export interface Degree {
  readonly word: string;
  readonly kind: Kind;
  readonly says: End;
  /** The words behind it, of which the column may be one. */
  readonly behind: readonly string[];
  /** What it means without them. */
  readonly family: string;
}

/** Words that may stand for each other, as the name of a column and in a prompt. */
const FAMILIES: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    price:
      'price prices cost costs fee fees rate rates rent rents fare fares charge charges admission ticket tariff eur usd gbp chf',
    size: 'area size population volume capacity surface inhabitants residents tonnage bytes',
    length: 'length distance duration long kilometres km miles metres minutes hours',
    height: 'height elevation altitude',
    weight: 'weight mass load kg tonnage',
    people: 'population inhabitants residents people',
    visits: 'visit visits visitor visitors guests attendance views',
  }).map(([family, words]) => [family, new Set(words.split(' '))]),
);

/** Degrees, with what they mean alone; none where only the words behind them say. */
const DEGREES: Readonly<Record<Kind, Readonly<Record<End, Readonly<Record<string, string>>>>>> = {
  amount: {
    $max: {
      ...{
        highest: 'height',
        largest: 'size',
        biggest: 'size',
        greatest: 'size',
        longest: 'length',
      },
      ...{ tallest: 'height', heaviest: 'weight', costliest: 'price', priciest: 'price' },
      ...{ 'most expensive': 'price', 'most costly': 'price', 'most populous': 'people' },
      ...{
        'most populated': 'people',
        'most visited': 'visits',
        'most spacious': 'size',
        most: '',
      },
    },
    $min: {
      ...{ lowest: 'height', smallest: 'size', shortest: 'length', cheapest: 'price', fewest: '' },
      ...{ 'least expensive': 'price', 'least costly': 'price', 'least populous': 'people' },
      ...{ 'least populated': 'people', 'least visited': 'visits', least: '' },
    },
  },
  date: {
    $max: { latest: '', newest: '', 'most recent': '', 'most recently': '' },
    $min: { earliest: '', oldest: '', 'least recent': '', 'least recently': '' },
  },
};

/** Words for which an operator may stand, so that it is excused. */
export const EXCUSES: Readonly<Record<Kind, Readonly<Record<End, RegExp>>>> = {
  amount: {
    $max: /\b(at most|up to|as (?:much|many|long) as|climb\w*|ris(?:e|es|ing)|reach\w*|exceed\w*|high|higher|large|larger|big|bigger|great|greater|long|longer|tall|taller|heavy|heavier|expensive|costly|more|max\w*|peak\w*|ceiling|record|premium|luxury|range|spread|gap|dear\w*|steep\w*)\b/i,
    $min: /\b(at least|down to|as (?:little|few) as|deep\w*|start\w*|low|lower|small|smaller|short|shorter|cheap|cheaper|few|fewer|less|lesser|little|tiny|min\w*|bottom|near\w*|close\w*|entry-level|bargain|affordable|modest\w*|light\w*|range|spread|gap)\b/i,
  },
  date: {
    $max: /\b(after|late|later|lately|new|newer|newly|recently|young\w*|current\w*|final\w*|end\w*|until|no longer|modern\w*)\b/i,
    $min: /\b(before|early|earlier|old|older|begin\w*|began|begun|start\w*|since|ago|been|founding|original\w*|next|soon\w*|upcoming|coming|already|long)\b/i,
  },
};

/** Words that want one end of something, and nobody can say which. */
const UNSURE =
  /\b(first|last|best|worst|top|extreme\w*|rank\w*|discount\w*|los[est]\w*|drop\w*|declin\w*|decreas\w*|fall\w*|fell|saving\w*|deficit\w*|debts?|reduc\w*|shr[aiu]nk\w*)\b/i;
/** Comparisons with a value want no extreme. */
const WITH_VALUE =
  /\b(?:(?:more|less|fewer|greater|higher|lower|larger|smaller|longer|shorter|later|earlier) than|at most|at least)(?= \W?\d)/gi;
/** Ends in -est or -most and says no degree. */
const NO_DEGREE =
  /^(almost|west|northwest|southwest|midwest|east|northeast|southeast|rest|forest|request|interest|guest|test|harvest|nest|chest|quest|invest|suggest|honest|protest|contest|arrest|digest|manifest|conquest|crest)$/i;
/** What is new or old by itself, whatever is asked. */
const ISSUE =
  /^(report|catalogue|catalog|list|edition|version|figures|data|count|news|update|survey|issue|census|information|numbers|statistics|release|file)$/i;

const ANY = /\b(?:(?:most|least)\b(?: \p{L}+)?|\p{L}+(?:est|most)\b)/giu;
/** Words behind a degree that may name its column. */
const BEHIND = 4;

const lookup = (phrase: string): Pick<Degree, 'kind' | 'says' | 'family'> | undefined => {
  for (const kind of ['amount', 'date'] as const)
    for (const says of ['$max', '$min'] as const) {
      const family = DEGREES[kind][says][phrase];
      if (family !== undefined) return { kind, says, family };
    }
  return undefined;
};

/**
 * The degrees of an English text, and the text without comparisons; undefined where a word may want either end,
 * a degree is not known ("nearest", "most remote"), or those who ask say it of themselves.
 */
export function degreesOf(words: string): { text: string; degrees: Degree[] } | undefined {
  const text = words.replace(WITH_VALUE, ' ');
  if (UNSURE.test(text)) return undefined;
  const degrees: Degree[] = [];
  for (const { 0: phrase, index } of text.matchAll(ANY)) {
    if (NO_DEGREE.test(phrase)) continue;
    if (isOfAsker(text, index)) return undefined;
    const whole = lookup(phrase.toLowerCase());
    const [word = ''] = whole ? [phrase] : phrase.split(' ');
    const known = whole ?? lookup(word.toLowerCase());
    if (known === undefined) return undefined;
    const [clause = ''] = text.slice(index + word.length).split(/[.,;:?!()]/);
    const behind = clause.match(/\p{L}+/gu)?.slice(0, BEHIND) ?? [];
    if (known.kind === 'date' && ISSUE.test(behind[0] ?? '')) return undefined;
    degrees.push({ ...known, word, behind: behind.map((each) => each.toLowerCase()) });
  }
  return { text, degrees };
}

const inOne = (a: string, b: string): boolean =>
  Object.values(FAMILIES).some((family) => family.has(a) && family.has(b));

/** Whether a degree is said of a column: "the highest ticket price" of `ticket_price`, "the cheapest" of `fee`. */
export function isSaidOf({ kind, behind, family }: Degree, names: readonly string[]): boolean {
  if (kind === 'date') return true;
  const column = names.flatMap(wordsOf);
  const named = behind.some((word) =>
    column.some(
      (each) => each === word || `${each}s` === word || each === `${word}s` || inOne(each, word),
    ),
  );
  return named || column.some((each) => FAMILIES[family]?.has(each));
}
