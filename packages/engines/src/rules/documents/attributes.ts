import type { Json } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import { timeKeys } from '@firefly/domain/reward/times';
import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import { columnOf } from '@firefly/domain/tool-graph/columns';
import { isDesignation, type TextValue, textValue } from '@firefly/domain/tool-graph/text-values';
import { asksWho } from '@firefly/domain/words/people';
import { type Attribute, fieldName, isVague } from '../attributes.ts';
import { isArea } from '../located.ts';
import { possessed } from '../phrases.ts';
import type { Place } from '../place.ts';
import { participleOf } from '../words.ts';
import { statedExpression } from './expression.ts';
import { isAmount, isNumbered, type KeyNoun, keyNoun } from './key-noun.ts';

/** How a question asks for one key: what the answer is called, and the clause about a subject. */
interface Asking {
  readonly says: string;
  readonly asks: Attribute['asks'];
  /** "the contract number", where "what is" asks for it. */
  readonly plain?: string;
}

/** Of no subject where the sentence already says in which text to look. */
const the = (noun: string, of: readonly Part[], inUnit = ''): Part[] =>
  of.length === 0 ? [`the ${noun}${inUnit}`] : possessed(noun, of, inUnit);

const whatIs = (noun: string, inUnit = ''): Asking => ({
  says: noun,
  asks: (of) => ['what is ', ...the(noun, of, inUnit)],
  plain: `${noun}${inUnit}`,
});

const counted = (noun: string): Asking => ({
  says: `number of ${noun}`,
  asks: (of) =>
    of.length === 0 ? [`how many ${noun} are there`] : [`how many ${noun} does `, ...of, ' have'],
});

/** What is no amount itself: "the espresso in EUR" would be none. */
const given = (noun: string, what: string): Asking => ({
  says: `figure for the ${noun}`,
  asks: (of) => [`what ${what} is given for `, ...the(noun, of)],
});

function numberAsking(
  { phrase, head, plural, unit: keyUnit }: KeyNoun,
  unit: string,
  { alone }: About,
): Asking | undefined {
  const [, countOf] = /^number of (.+)$/.exec(phrase) ?? [];
  if (countOf !== undefined) return counted(countOf);
  const words = unit === '' ? (keyUnit ?? '') : unit;
  const inUnit = words === '' ? '' : ` in ${words}`;
  if (plural && !isAmount(head) && words === '') return counted(phrase);
  if (plural && isAmount(head))
    return { says: `${phrase} figure`, asks: (of) => ['what are ', ...the(phrase, of, inUnit)] };
  if (isAmount(head) || (words === '' && isNumbered(head))) return whatIs(phrase, inUnit);
  if (!alone) return undefined;
  return given(phrase, words === '' ? 'number' : `figure${inUnit}`);
}

const WHEN = /(^|\s)(date|day|deadline|expiry|birthday|time|hour)$/;

/** "Signed on", "opened": when it was done to what the document is about. */
function doneAsking(key: string, { thing, alone }: About): Asking | undefined {
  const participle = participleOf({ ...columnOf(key, []), kind: 'date' });
  if (participle === undefined || (alone && thing === undefined)) return undefined;
  return {
    says: `date ${participle}`,
    asks: (of) => ['when was ', ...(alone ? [`the ${thing}`] : of), ` ${participle}`],
  };
}

function momentAsking(noun: KeyNoun | undefined, kind: 'date' | 'time'): Asking | undefined {
  if (noun === undefined || noun.plural) return undefined;
  return whatIs(WHEN.test(noun.head) ? noun.phrase : `${kind} of the ${noun.phrase}`);
}

function wordAsking({ phrase, head, plural }: KeyNoun, value: string): Asking | undefined {
  if (plural || isVague(phrase)) return undefined;
  if (/^\d+$/.test(value) && !isDesignation(phrase)) return given(phrase, 'number');
  if (asksWho(head, value)) return { says: phrase, asks: (of) => ['who is ', ...the(phrase, of)] };
  if (isArea(phrase))
    return {
      says: phrase,
      asks: (of) =>
        of.length === 0 ? [`which ${phrase} is given`] : ['what is ', ...the(phrase, of)],
    };
  return whatIs(phrase);
}

function askingOf(key: string, value: TextValue, about: About): Asking | undefined {
  const noun = keyNoun(key);
  const done = value.kind === 'date' ? doneAsking(key, about) : undefined;
  if (done !== undefined) return done;
  if (value.kind === 'date' || value.kind === 'time') return momentAsking(noun, value.kind);
  if (noun === undefined) return undefined;
  return value.kind === 'number'
    ? numberAsking(noun, value.unit, about)
    : wordAsking(noun, value.value);
}

function compareOf({ kind, value }: TextValue): ProposedField['compare'] {
  if (kind === 'number' && !Number.isInteger(value)) return { type: 'number', relative: 0.001 };
  // A document writes a date in its way, and words in the middle of a line; an answer in another.
  if (kind === 'date' || kind === 'time')
    return timeKeys(value).length > 0 ? { type: 'date' } : { type: 'exact' };
  return { type: kind === 'words' ? 'text' : 'exact' };
}

/** What the question around an attribute says of its document. */
export interface About {
  /** The noun of what the text is about. */
  readonly thing?: string | undefined;
  /** The text was cited before: attributes are asked of no subject. */
  readonly alone: boolean;
}

/**
 * What a place's document states that people would ask for, in its order. `text` is the expression for the
 * text; `nouns` are what other fields of the task are called.
 */
export function documentAttributes(
  { document, arguments: args }: Pick<Place, 'document' | 'arguments'>,
  text: string,
  about: About,
  nouns: readonly string[] = [],
): Attribute[] {
  if (document === undefined) return [];
  const taken = new Set(nouns.map(fieldName));
  const told = [...leavesOf(args as Json)].map(({ value }) => value);
  const all = document.fields.flatMap((each): Attribute[] => {
    const { key } = each;
    const read = textValue(each);
    // What the text was asked for by is no news.
    const asking = read && !told.includes(read.value) ? askingOf(key, read, about) : undefined;
    if (read === undefined || asking === undefined) return [];
    const name = fieldName(asking.says);
    if (taken.has(name)) return [];
    taken.add(name);
    const field: ProposedField = {
      name,
      kind: 'scalar',
      expression: statedExpression(document, text, key),
      compare: compareOf(read),
      says: asking.says,
    };
    return [{ key, field, asks: asking.asks, plain: asking.plain }];
  });
  // "The date" beside "the date of the delivery" would be either.
  const dated = all.some(({ field }) => field.name.startsWith('date_of'));
  return all.filter(({ field }) => !dated || field.name !== 'date');
}
