import { writtenUnit } from '@firefly/domain/tool-graph/written-units';
import { isNounPhrase, isPlural } from '@firefly/domain/words/nouns';
import { isParticiple } from '@firefly/domain/words/verbs';
import { isAbbreviation } from '../words.ts';

/** A key of a document as people would speak of it. */
export interface KeyNoun {
  /** "price per kg", "float in the till". */
  readonly phrase: string;
  /** The noun it is about, without what follows: "price", "float". */
  readonly head: string;
  readonly plural: boolean;
  /** Of a key that ends in a unit, "Rent (EUR)". */
  readonly unit: string | undefined;
}

/** Lines that speak of the text, of what to do, or of days: no fact about a thing. */
const NO_FACTS = new Set(
  'abstract attention bring comment comments contents dear description email example file goal hash hello hint id label learn link mail name note notes path password remark remarks secret see source status step stop subject summary tag tags task tip title to todo url uuid version warning website what when where who why how question answer monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split(
    ' ',
  ),
);

const PREPOSITION = /^(.+?) (of|per|in|for|at|on|to|with) ((?:the|a|an|each) )?(.+)$/;
const CAPITALS = /(?<!\p{L})\p{Lu}{2,}(?!\p{L})/u;

/** A key in capitals, in title case, or with a capital at its start: else some word of it is a name. */
function lowerCase(key: string): string | undefined {
  const [first = '', ...rest] = key.split(' ');
  if (key === key.toUpperCase() && [first, ...rest].every((word) => word.length > 3))
    return key.toLowerCase();
  if (CAPITALS.test(key)) return undefined;
  const words = rest.filter((word) => word.length > 3);
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  const even =
    capitals.length === 0 || (capitals.length === words.length && /^\p{Lu}/u.test(first));
  return even ? key.toLowerCase() : undefined;
}

const isPlain = (written: string): boolean => {
  const phrase = written.replace(/^(first|second|third|next|last) (?=.)/, '');
  const words = phrase.split(' ');
  const last = words.at(-1) ?? '';
  if (words.some((word) => NO_FACTS.has(word) || isAbbreviation(word))) return false;
  return isNounPhrase(phrase) && !(/[^e]ed$/.test(last) && isParticiple(last));
};

/** What may follow an article: a noun, whatever else its words may be ("the till"). */
const isNamed = (words: string): boolean =>
  /^[a-z]{3,}( [a-z]{3,})?$/.test(words) && !words.split(' ').some((word) => NO_FACTS.has(word));

/** What may follow "per": a unit, or one of whatever is meant. */
const isMeasure = (words: string): boolean =>
  writtenUnit(words) !== undefined || (isPlain(words) && !isPlural(words));

/** The noun phrase of a key, without the capital it begins with; undefined if it is none. */
export function keyNoun(key: string): KeyNoun | undefined {
  const [, before, inside] = /^(.*\S) \(([^()]*)\)$/.exec(key) ?? [];
  const unit = inside === undefined ? undefined : writtenUnit(inside);
  if (inside !== undefined && unit === undefined) return undefined;
  const bare = before ?? key;
  const phrase = /^[\p{L} ]+$/u.test(bare) ? lowerCase(bare) : undefined;
  if (phrase === undefined) return undefined;
  const [, head = phrase, preposition, article, tail = ''] = PREPOSITION.exec(phrase) ?? [];
  const fits =
    preposition === undefined ||
    (preposition === 'per'
      ? isMeasure(tail)
      : article === undefined
        ? isPlain(tail)
        : isNamed(tail));
  if (!fits || !isPlain(head)) return undefined;
  return { phrase, head, plural: isPlural(head.split(' ').at(-1) ?? ''), unit };
}

const MEASURES = new Set(
  'age allowance altitude amount area balance bonus breadth budget capacity capital charge circumference commission consumption cost costs course deductible delay density deposit depth diameter discount distance dose draught duration elevation excess fare fee fees fine float grant guarantee height humidity income input interest length level lifetime limit load loan loss mass maximum mileage minimum notice output payment penalty percentage period power premium pressure price profit quota range rate ratio rebate refund rent revenue salary sales share size speed stay storage subtotal sum surcharge tax temperature term thickness threshold time tolerance toll tonnage total turnover value voltage volume wage warranty weight width worth yield'.split(
    ' ',
  ),
);
const NUMBERS = new Set(
  'apartment chapter edition floor flat gate grade lane line platform room score storey table vintage year'.split(
    ' ',
  ),
);

/** Whether a noun is itself an amount: "the rent in EUR", but not "the espresso in EUR". */
export const isAmount = (head: string): boolean => MEASURES.has(head.split(' ').at(-1) ?? '');
/** Whether a bare number may be what the noun means: "the floor is 3". */
export const isNumbered = (head: string): boolean => NUMBERS.has(head.split(' ').at(-1) ?? '');
