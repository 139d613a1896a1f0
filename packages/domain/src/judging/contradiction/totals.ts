import { placeNames } from '../../synthesis/expression-places.ts';
import { wordsOf } from '../../words/identifiers.ts';
import type { Contradiction, ReadExpression } from './read.ts';

interface Kind {
  readonly called: string;
  readonly function: '$average' | '$sum';
  /** Says that it is wanted, in a sentence that names the column. */
  readonly plain: RegExp;
  /** Says so of the words behind it; "an average price" may be said by the way. */
  readonly adjective: RegExp;
  /** Words for which it may stand. */
  readonly may: RegExp;
}

const AVERAGE: Kind = {
  called: 'an average',
  function: '$average',
  plain: /\bon average\b|\b(?:average|mean) of\b/i,
  adjective: /\b(?:the|their|its|what|which) (?:average|mean) ((?:\p{L}+ ?){1,3})/giu,
  may: /\b(average\w*|averaging|means?|typical\w*|usual\w*|per|each|apiece|every|expect\w*|median|normal\w*)\b/i,
};
const TOTAL: Kind = {
  called: 'a total',
  function: '$sum',
  plain: /\b(?:in total|altogether|all together|sum of)\b/i,
  adjective: /\b(?:the|their|its|what|which) total ((?:\p{L}+ ?){1,3})/giu,
  may: /\b(totals?|sums?|altogether|together|combin\w*|overall|in all|for all|all (?:two|three|four|five|of)|both|pay|add\w*|whole|aggregate\w*|cumulat\w*|all told|comes? to|came to|amount\w*|joint\w*)\b/i,
};
const MADE = 'average averages avg mean median total totals sum subtotal'.split(' ');
/** Tools that may have computed what the words speak of. */
const COMPUTING = /mean|av(?:era)?g|stat|sum|total|add|calc|aggregat/i;

/** The words of the column that an expression adds up or averages; none of what a server added up. */
function columnOf({ aggregates }: ReadExpression): ReadonlySet<string> {
  const words = aggregates.flatMap(({ path }) => wordsOf(placeNames(path ?? '').at(-1) ?? ''));
  return new Set(words.some((word) => MADE.includes(word)) ? [] : words);
}

const names = (text: string, column: ReadonlySet<string>): boolean =>
  wordsOf(text).some((word) => column.has(word) || column.has(word.replace(/s$/, '')));

const isSaid = ({ plain, adjective }: Kind, text: string, column: ReadonlySet<string>): boolean =>
  text.split(/[.?!] /).some((sentence) => plain.test(sentence) && names(sentence, column)) ||
  [...text.matchAll(adjective)].some(([, behind = '']) => names(behind, column));

/**
 * The prompt asks for an average and the answer is a sum, or the other way round. Only a sum or average that is
 * a whole field is looked at, and only where nothing else in the task may have made the other.
 */
export const totalProblem: Contradiction = ({ words, expressions, tools }) => {
  if (expressions.some(({ used }) => used.has('/') || used.has('*'))) return null;
  if (tools.some((name) => COMPUTING.test(name))) return null;
  const several = expressions.length > 1 && /\bhow (?:much|many)\b/i.test(words);
  for (const [wanted, taken] of [
    [AVERAGE, TOTAL],
    [TOTAL, AVERAGE],
  ] as const) {
    const found = expressions.find(
      ({ outermost, part }) => outermost === taken.function && part.field !== undefined,
    );
    if (found === undefined || several || taken.may.test(words)) continue;
    if (expressions.some(({ used }) => used.has(wanted.function))) continue;
    if (isSaid(wanted, words, columnOf(found)))
      return `the prompt asks for ${wanted.called}, ${found.place} is ${taken.called}`;
  }
  return null;
};
