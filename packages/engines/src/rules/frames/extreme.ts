import { plural } from '@firefly/domain/words/nouns';
import { attributesOf, chooseAttributes, clausesFor, fieldName } from '../attributes.ts';
import { property, recordExpression } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { measureOf } from '../measures.ts';
import { question, superlative, takenUp } from '../phrases.ts';
import { nameOf } from '../place.ts';
import { tableWhereOf } from '../whereabouts.ts';

/** "Of the cafes in PATH, which one has the most seats, and who is its manager?" */
export const extreme: Frame = {
  name: 'the N with the extreme X, then its Y',
  propose({ walk, random, columnsOf }) {
    const [place] = walk.places;
    if (walk.places.length !== 1 || place?.selector.kind !== 'extreme') return undefined;
    const measure = measureOf(place.selector.column);
    const where = tableWhereOf(place);
    if (measure === undefined || where === undefined || place.noun === undefined)
      return 'the table cannot be said in words';
    if (place.label === undefined || nameOf(place) === undefined) return 'the record has no name';
    const record = recordExpression(walk.places, walk.references, 0);
    const used = [place.label, place.selector.column.key];
    const all = attributesOf(place.record, record, columnsOf(place), used, [place.noun]);
    const chosen = chooseAttributes(all, random, 1);
    const lead = [
      `of the ${plural(place.noun)}`,
      ...where,
      `, which one has the ${superlative(measure, place.selector.end)}`,
    ];
    const again = takenUp(place.noun, []);
    const prompt = question([lead, ...clausesFor(chosen, again, again)]);
    const name = {
      name: fieldName(place.noun),
      kind: 'scalar' as const,
      expression: `${record}.${property(place.label)}`,
      compare: { type: 'exact' as const },
      says: place.noun,
    };
    return [{ frame: this.name, prompt, fields: [name, ...chosen.map((a) => a.field)], flows: [] }];
  },
};
