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
  leg: Walk,
  { column }: Measure,
  by: 'sum' | 'max' | 'min',
): NumberSource | undefined {
  if (leg.table === undefined) return undefined;
  const { found, call } = leg.table;
  const values = found.rows.map((row) => Number(row[column.key]));
  const value = by === 'sum' ? values.reduce((sum, each) => sum + each, 0) : Math[by](...values);
  const expression = `$${by}(${arrayAt(call, found.steps)}.${property(column.key)})`;
  return { value, call, expression, pointer: found.pointer };
}

const AGAIN = /^(annual|yearly|monthly|weekly|daily) /;

/** "visitor", "square metre of floor area": one of what a measure counts. Undefined if it has no unit. */
export function oneOf({ noun, counts, column }: Measure, beside: string): string | undefined {
  const period = AGAIN.exec(noun)?.[0];
  // "annual budget per visitor": the period is said already.
  const short =
    period !== undefined && beside.startsWith(period) ? noun.slice(period.length) : noun;
  if (counts) return singular(short);
  const unit = column.unit?.words ?? '';
  return unit === '' ? undefined : `${singular(unit)} of ${short}`;
}
