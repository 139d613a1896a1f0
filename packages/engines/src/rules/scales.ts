import type { Quantity } from '@firefly/domain/tool-graph/units';

/** Adjectives for the ends of a scale, in the comparative and the superlative. */
export interface Scale {
  readonly more: string;
  readonly less: string;
  readonly most: string;
  readonly least: string;
}

const HIGH: Scale = { more: 'higher', less: 'lower', most: 'highest', least: 'lowest' };
const LARGE: Scale = { more: 'larger', less: 'smaller', most: 'largest', least: 'smallest' };
const GREAT: Scale = { more: 'greater', less: 'smaller', most: 'greatest', least: 'smallest' };
const LONG: Scale = { more: 'longer', less: 'shorter', most: 'longest', least: 'shortest' };
const MANY: Scale = { more: 'more', less: 'fewer', most: 'most', least: 'fewest' };

const SCALES: Readonly<Record<Quantity, Scale>> = {
  count: MANY,
  money: HIGH,
  mass: LARGE,
  length: GREAT,
  area: LARGE,
  volume: LARGE,
  duration: LONG,
  temperature: HIGH,
  share: HIGH,
  number: HIGH,
};

/** Nouns that take other adjectives than their quantity does. */
const BY_NOUN: readonly (readonly [RegExp, Scale])[] = [
  [/\bdistance$/, LONG],
  // "The longest length" says it twice.
  [/\blength$/, GREAT],
  [/\b(amount|quantity|sum)$/, LARGE],
  [/\b(age|altitude|elevation)$/, HIGH],
  [/\b(weight|mass)$/, GREAT],
];

/** The adjectives for a noun that measures a quantity: the greatest length, the highest rent. */
export const scaleOf = (quantity: Quantity, noun: string): Scale =>
  BY_NOUN.find(([ending]) => ending.test(noun))?.[1] ?? SCALES[quantity];
