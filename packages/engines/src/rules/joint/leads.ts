import type { Random } from '@firefly/domain/random';
import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import { attributesOf } from '../attributes.ts';
import { recordExpression } from '../expressions.ts';
import type { FrameInput } from '../frame.ts';
import { leadOf } from '../frames/lead.ts';
import type { Measure } from '../measures.ts';
import { firstPhrase, takenUp } from '../phrases.ts';
import { type Place, usedKeys } from '../place.ts';
import type { Walk } from '../walk.ts';

/** A clause that introduces a record and asks something of it; `again` takes the record up. */
export interface Lead {
  readonly clause: readonly Part[];
  readonly field: ProposedField;
  readonly again: readonly Part[];
}

/** "of the museums in PATH, which one has the most visitors": for a record that is an extreme. */
export function extremeLead(leg: Walk, place: Place): Lead | undefined {
  if (place.selector.kind !== 'extreme' || place.label === undefined || place.noun === undefined)
    return undefined;
  const lead = leadOf(leg);
  return typeof lead === 'string' ? undefined : { ...lead, again: takenUp(place.noun, []) };
}

/** "who is the director of the museum X in PATH": an attribute that is none of the `measures`. */
export function attributeLead(
  leg: Walk,
  place: Place,
  measures: readonly Measure[],
  random: Random,
  columnsOf: FrameInput['columnsOf'],
): Lead | string {
  const subject = firstPhrase(place);
  if (subject === undefined) return 'the record cannot be said in words';
  const record = recordExpression(leg.places, leg.references, 0);
  const except = [...usedKeys(place), ...measures.map(({ column }) => column.key)];
  const other = random.pick(attributesOf(place.record, record, columnsOf(place), except));
  return other === undefined
    ? 'the record has no other attribute with a plain noun'
    : { clause: other.asks(subject), field: other.field, again: takenUp(place.noun, subject) };
}
