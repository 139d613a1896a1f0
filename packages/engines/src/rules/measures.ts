import type { Column } from '@firefly/domain/tool-graph/columns';
import type { Quantity } from '@firefly/domain/tool-graph/units';
import { type Scale, scaleOf } from './scales.ts';
import { isPluralPhrase, plainNoun } from './words.ts';

/** A numeric column as people speak of it. */
export interface Measure {
  readonly column: Column;
  readonly noun: string;
  /** "How many seats": a plural that counts things. */
  readonly counts: boolean;
  /** "The sales are": a plural that is no count. */
  readonly plural: boolean;
  readonly additive: boolean;
  /** A mean is already one: nobody asks for the average of averages. */
  readonly averages: boolean;
  readonly scale: Scale;
  /** ` in EUR`, or empty. */
  readonly inUnit: string;
  /** The number in a sentence "The … is 40". */
  readonly says: string;
}

/** Quantities of which a sum over things makes sense. */
const ADDITIVE: ReadonlySet<Quantity> = new Set(['count', 'money', 'mass', 'area', 'volume']);

/** Nouns of amounts that hold for one of many: their sum over things means nothing. */
const PER_THING =
  /\b(price|rate|fee|fare|toll|tariff|charge|wage|deposit|minimum|maximum|limit|total|age)\b/;
const MEAN = /\b(average|mean|median|typical)\b/;
const BARE_UNIT = /^(seconds|minutes|hours|days|weeks|months|years|grams|tonnes|litres|percent)$/;

/** "most seats", "highest monthly rent": the end of a scale that singles out a row. */
export const superlative = ({ scale, noun }: Measure, end: 'max' | 'min'): string =>
  `${end === 'max' ? scale.most : scale.least} ${noun}`;

/** The column as a measure, or undefined if it is no dense number with a plain noun. */
export function measureOf(column: Column): Measure | undefined {
  const noun = plainNoun(column.key);
  if (column.kind !== 'number' || column.unit === undefined || !column.dense) return undefined;
  if (noun === undefined || BARE_UNIT.test(noun) || /\b(year|month|day)\b/.test(noun))
    return undefined;
  const { quantity, words } = column.unit;
  if (quantity === 'number' || column.distinct < 2) return undefined;
  const several = isPluralPhrase(noun);
  const counts = several && (words === '' || noun.endsWith(` ${words}`)) && !MEAN.test(noun);
  return {
    column,
    noun,
    counts,
    plural: several && !counts,
    additive: ADDITIVE.has(quantity) && !PER_THING.test(noun) && !MEAN.test(noun),
    averages: MEAN.test(noun),
    scale: scaleOf(counts ? 'count' : quantity, noun),
    inUnit: words === '' || counts ? '' : ` in ${words}`,
    says: counts ? `number of ${noun}` : several ? `${noun} figure` : noun,
  };
}
