/**
 * The functions an expression may call, with the most arguments each may take.
 *
 * Out are: what two evaluations may disagree on (`$now`, `$millis`, `$random`, `$shuffle`, `$toMillis`
 * with a picture), what runs text (`$eval`), what makes much out of little (`$pad`, ranges), what rounds
 * or formats (an answer is stated as it stands; `$round` is half-even), what speaks of positions
 * (`$substring`, `$reverse`, and the limits of `$match`, `$split` and `$replace`), what hides that
 * nothing was found (`$exists`, `$lookup`), and all that needs a function as an argument.
 *
 * `$substringBefore` and `$substringAfter` give the whole text if the separator is not in it: the
 * evaluator makes that an error.
 */
export const ALLOWED_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['$count', 1],
  ['$sum', 1],
  ['$max', 1],
  ['$min', 1],
  ['$average', 1],
  ['$sort', 1],
  ['$distinct', 1],
  ['$append', 2],
  ['$number', 1],
  ['$abs', 1],
  ['$floor', 1],
  ['$ceil', 1],
  ['$string', 1],
  ['$length', 1],
  ['$trim', 1],
  ['$lowercase', 1],
  ['$uppercase', 1],
  ['$substringBefore', 2],
  ['$substringAfter', 2],
  ['$contains', 2],
  ['$match', 2],
  ['$replace', 3],
  ['$split', 2],
  ['$join', 2],
  ['$boolean', 1],
  ['$not', 1],
  ['$toMillis', 1],
]);

/** Functions whose result speaks of all elements of their argument (rule 2.4). */
export const AGGREGATES: ReadonlySet<string> = new Set([
  '$count',
  '$sum',
  '$max',
  '$min',
  '$average',
  '$sort',
  '$distinct',
]);

/** Functions that make one thing of many without being an aggregate: what was left out is missing. */
export const GATHERING: ReadonlySet<string> = new Set(['$join', '$boolean', '$not']);

/** Functions that give the same leaves in another form: a path goes through them. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  '$sort',
  '$distinct',
  '$number',
  '$string',
  '$trim',
  '$lowercase',
  '$uppercase',
  '$toMillis',
]);
