import type { Column } from '@firefly/domain/tool-graph/columns';
import { statedExpression } from './documents/expression.ts';
import type { Place, Reference } from './place.ts';
import type { End } from './rankings.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words that JSONata reads as something else where a name could stand. */
const KEYWORDS = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** A property name as JSONata writes it after a dot. */
export const property = (key: string): string => {
  if (PLAIN.test(key) && !KEYWORDS.has(key)) return key;
  // Backticks cannot be escaped between backticks; after a dot a string is a name too.
  return key.includes('`') ? JSON.stringify(key) : `\`${key}\``;
};

/** A property of the element that a predicate looks at. */
export const ownProperty = (key: string): string =>
  key.includes('`') ? `$.${property(key)}` : property(key);

/** A string literal as JSONata writes it. */
export const literal = (text: string): string =>
  /['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`;

/** The array (or object) that holds a place, from the root, as it must be written inside predicates too. */
export const arrayAt = (call: number, steps: readonly string[]): string =>
  ['$$', `c${call}`, ...steps.map(property)].join('.');

/** The element of an array that holds the extreme of a column; dates are compared as moments. */
export function extremeOf(
  array: string,
  { key, time }: Pick<Column, 'key' | 'time'>,
  end: End,
): string {
  if (time !== 'iso') return `${array}[${ownProperty(key)}=$${end}(${array}.${property(key)})]`;
  const moment = `$toMillis(${ownProperty(key)})`;
  return `${array}[${moment}=$${end}(${array}.${moment})]`;
}

/** An expression for a record of the walk: everything from the root, so that it nests anywhere. */
export function recordExpression(
  places: readonly Place[],
  refs: readonly Reference[],
  at: number,
): string {
  const place = places[at];
  if (place === undefined) throw new RangeError(`no place ${at}`);
  const array = arrayAt(place.call, place.steps);
  switch (place.selector.kind) {
    case 'none':
      return array;
    case 'extreme':
      return extremeOf(array, place.selector.column, place.selector.end);
    case 'named': {
      const { key, value, within } = place.selector;
      const country = within && ` and ${ownProperty(within.key)}=${literal(within.value)}`;
      return `${array}[${ownProperty(key)}=${literal(value)}${country ?? ''}]`;
    }
    case 'flowed':
      return `${array}[${ownProperty(place.selector.key)}=${referenceExpression(places, refs, at - 1)}]`;
  }
}

/** An expression for the name of a place, for use as the end of a relation. */
function nameExpression(places: readonly Place[], refs: readonly Reference[], at: number): string {
  const place = places[at];
  if (place === undefined || place.label === undefined) throw new RangeError(`no name at ${at}`);
  if (place.selector.kind === 'named') return literal(place.selector.value);
  const before = refs[at - 1];
  // A place found by its id was not led to by its name.
  if (before !== undefined && before.value === place.record[place.label])
    return referenceExpression(places, refs, at - 1);
  return `${recordExpression(places, refs, at)}.${property(place.label)}`;
}

/** An expression for the value that leads from place `at` to the next. */
export function referenceExpression(
  places: readonly Place[],
  refs: readonly Reference[],
  at: number,
): string {
  const ref = refs[at];
  const place = places[at];
  if (ref === undefined || place === undefined) throw new RangeError(`no reference ${at}`);
  if (ref.kind === 'column') {
    const record = recordExpression(places, refs, at);
    return place.document === undefined
      ? `${record}.${property(ref.key)}`
      : statedExpression(place.document, record, ref.key);
  }
  const rows = arrayAt(place.call, ref.steps);
  const here = `${ownProperty(ref.here)}=${nameExpression(places, refs, at)}`;
  const type = `${ownProperty(ref.type)}=${literal(ref.verb)}`;
  return `${rows}[${here} and ${type}].${property(ref.there)}`;
}
