import { isObject, type Json } from '@firefly/domain/json';
import { fromPointer } from '@firefly/domain/pointer';
import { literal, ownProperty, property } from '../../rules/expressions.ts';

type Scalar = string | number;
type Says = (value: Scalar) => boolean;

const written = (value: Scalar): string =>
  typeof value === 'string' ? literal(value) : String(value);

/** A condition that picks one record of several by what the prompt says: one property, or two together. */
function condition(rows: readonly Json[], row: Json, says: Says): string | undefined {
  if (!isObject(row)) return undefined;
  const told = Object.entries(row).filter(
    (entry): entry is [string, Scalar] =>
      (typeof entry[1] === 'string' || typeof entry[1] === 'number') && says(entry[1]),
  );
  // A name says more than a number does.
  const keys = told.toSorted(
    ([, a], [, b]) => Number(typeof a === 'number') - Number(typeof b === 'number'),
  );
  const sets = [
    ...keys.map((key) => [key]),
    ...keys.flatMap((one, at) => keys.slice(at + 1).map((other) => [one, other])),
  ];
  const picks = sets.find(
    (set) =>
      rows.filter((each) => isObject(each) && set.every(([key, value]) => each[key] === value))
        .length === 1,
  );
  return picks?.map(([key, value]) => `${ownProperty(key)}=${written(value)}`).join(' and ');
}

/**
 * An expression for a leaf of an observation: its plain path; through a list of several only where
 * properties of the element that the prompt says pick it (rule 2.3). Undefined where nothing does.
 */
export function pathTo(
  call: string,
  observation: Json,
  pointer: string,
  says: Says = () => false,
): string | undefined {
  let path = `$$.${call}`;
  let value: Json = observation;
  for (const segment of fromPointer(pointer)) {
    if (Array.isArray(value)) {
      const row: Json = value[Number(segment)] ?? null;
      if (value.length > 1) {
        const picked = condition(value, row, says);
        if (picked === undefined) return undefined;
        path += `[${picked}]`;
      }
      value = row;
    } else if (isObject(value)) {
      path += `.${property(segment)}`;
      value = value[segment] ?? null;
    } else return undefined;
  }
  return path;
}
