import { isTrivial } from '@firefly/domain/judging/trivial';
import { toPointer } from '@firefly/domain/pointer';
import { singular } from '@firefly/domain/words/nouns';
import { arrayAt, property, recordExpression } from '../expressions.ts';
import type { Measure } from '../measures.ts';
import { nameOf, type Place } from '../place.ts';
import { measuresOf } from '../single-out.ts';
import type { Walk } from '../walk.ts';
import type { NumberSource } from './sources.ts';

/** The record a leg of one table has settled on, if it has a name. */
export const rowOf = (leg: Walk | undefined): Place | undefined => {
  const place = leg?.places[0];
  return place?.table !== undefined && nameOf(place) !== undefined ? place : undefined;
};

/** The measures of the table a leg starts at. */
export const measuresIn = (leg: Walk | undefined): Measure[] =>
  leg?.table === undefined ? [] : measuresOf(leg.table.found);

/** Whether a number is worth handing on: above nothing, and no single digit that could be guessed. */
export const isWorth = (value: number): boolean => value > 0 && !isTrivial(value);

/** A measure of the record that a leg has settled on. */
export function amountOf(leg: Walk, place: Place, { column }: Measure): NumberSource {
  return {
    value: Number(place.record[column.key]),
    call: place.call,
    expression: `${recordExpression(leg.places, leg.references, 0)}.${property(column.key)}`,
    pointer: `${place.pointer}${toPointer([column.key])}`,
  };
}

/** The sum or an end of a measure over the whole table. */
export function wholeOf(
  { found, call }: NonNullable<Walk['table']>,
  { column }: Measure,
  by: 'sum' | 'max' | 'min',
): NumberSource {
  const values = found.rows.map((row) => Number(row[column.key]));
  const value = by === 'sum' ? values.reduce((sum, each) => sum + each, 0) : Math[by](...values);
  const expression = `$${by}(${arrayAt(call, found.steps)}.${property(column.key)})`;
  return { value, call, expression, pointer: found.pointer };
}

const AGAIN = /^(annual|yearly|monthly|weekly|daily|nightly) /;
const NUMBER_OF = /^number of /;

/**
 * "visitor", "square metre of floor area": one of what a measure counts, beside an amount. Undefined
 * if it has no unit, or if the two are of different times: a monthly rent per annual visitor.
 */
export function oneOf({ noun, counts, column }: Measure, beside: string): string | undefined {
  const [period] = AGAIN.exec(noun) ?? [];
  if (period !== undefined && !beside.startsWith(period)) return undefined;
  // "annual budget per visitor": the period is said already.
  const short = noun.slice(period?.length ?? 0).replace(NUMBER_OF, '');
  if (counts) return singular(short);
  // What comes again each month is not spread over a term.
  if (column.unit?.quantity === 'duration' && AGAIN.test(beside)) return undefined;
  const unit = column.unit?.words ?? '';
  return unit === '' ? undefined : `${singular(unit)} of ${short}`;
}
