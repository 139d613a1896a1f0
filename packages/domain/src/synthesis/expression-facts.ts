/**
 * How a literal is used; `unit`: the milliseconds that a time between two moments is divided by. A regex is no
 * literal: it is structure.
 */
export type LiteralRole = 'predicate' | 'argument' | 'operand' | 'index' | 'unit' | 'other';

export interface ExpressionLiteral {
  readonly value: string | number;
  readonly kind: 'string' | 'number';
  readonly role: LiteralRole;
}

/** A function, or the order-by operator `^`, that looks at an array as a whole. */
export interface Aggregate {
  /** `$count`, `$sum`, …, or `^`. */
  readonly function: string;
  /** Names from the root, predicates stripped: `c1.cities`. Null where it is no plain path. */
  readonly path: string | null;
}

/** A path whose values matter all together, as an operand of a comparison or of a function like `$join`. */
export interface Whole {
  /** Names from the root, predicates stripped. */
  readonly path: string;
  /** Where the path begins: inside a predicate, the element that is filtered. Empty for the root. */
  readonly from: string;
}

/** A predicate `x = $max($$.path.x)`, or with `$min`. */
export interface Extreme {
  readonly function: '$max' | '$min';
  /** The compared field, from the root: `c1.cities.population`. */
  readonly path: string;
}

export type SelectorKind =
  | 'equals-literal'
  | 'equals-extreme'
  | 'equals-path'
  | 'in'
  | 'index'
  | 'other';

/** One condition of a predicate; conditions joined by `and` are told apart. */
export interface Selector {
  readonly kind: SelectorKind;
  /** What the predicate filters, from the root: `c1.cities`. Null where it is no plain path. */
  readonly path: string | null;
  /** The field of an element that is compared, from the root: `c1.cities.name`. */
  readonly field: string | null;
  /** The literals that it may equal: one, those of `in […]`, or those of alternatives joined by `or`. */
  readonly values: readonly (string | number)[];
}

/** What can be said of an expression without evaluating it. */
export interface ExpressionFacts {
  readonly literals: readonly ExpressionLiteral[];
  /** Positions: `[0]`, `[-1]`. The group of a `$match`, `.groups[0]`, is none (rule 2.3). */
  readonly indexes: readonly number[];
  readonly aggregates: readonly Aggregate[];
  /** What `$join`, `$boolean`, `$not`, `in` and comparisons look at, unless a predicate picks from it. */
  readonly wholes: readonly Whole[];
  readonly extremes: readonly Extreme[];
  readonly selectors: readonly Selector[];
  /** Written as `[…]`: one element stays a list. */
  readonly list: boolean;
  /** Why it must not be evaluated, as sentences; empty for an expression inside the allow-list. */
  readonly forbidden: readonly string[];
}
