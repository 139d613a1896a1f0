import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { fieldName } from '../attributes.ts';
import { property, recordExpression } from '../expressions.ts';
import { nameOf } from '../place.ts';
import { rankingOf } from '../rankings.ts';
import type { Walk } from '../walk.ts';
import { tableWhereOf } from '../whereabouts.ts';
import { asksWhich } from './standout.ts';

/** "of the cafes in PATH, which one has the most seats", with its name as a field; or why it cannot be asked. */
export function leadOf(walk: Walk): { clause: Part[]; field: ProposedField } | string {
  const [place] = walk.places;
  const { noun, label, selector } = place ?? {};
  if (place === undefined || selector?.kind !== 'extreme') return 'no record stands out';
  const ranking = rankingOf(selector.column, noun);
  const where = tableWhereOf(place);
  if (ranking === undefined || where === undefined || noun === undefined)
    return 'the table cannot be said in words';
  if (label === undefined || nameOf(place) === undefined) return 'the record has no name';
  const { clause, by } = asksWhich(label, noun, ranking, selector.end);
  const field: ProposedField = {
    name: fieldName(by),
    kind: 'scalar',
    expression: `${recordExpression(walk.places, walk.references, 0)}.${property(label)}`,
    compare: { type: 'exact' },
    says: by,
  };
  return { clause: [`of the ${plural(noun)}`, ...where, `, ${clause}`], field };
}
