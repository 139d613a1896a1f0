import type { Column } from '@firefly/domain/tool-graph/columns';
import { type Attribute, attributesOf } from './attributes.ts';
import { documentAttributes } from './documents/attributes.ts';
import { type Place, usedKeys } from './place.ts';

/**
 * What people would ask of a record that the sentence speaks of; `record` is its expression, `nouns`
 * what other fields of the task are called.
 */
export function placeAttributes(
  place: Place,
  record: string,
  columns: readonly Column[],
  nouns: readonly string[] = [],
): Attribute[] {
  if (place.document !== undefined)
    return documentAttributes(place, record, { alone: false }, nouns);
  return attributesOf(place.record, record, columns, usedKeys(place), nouns);
}
