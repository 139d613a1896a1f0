import { attributesOf, chooseAttributes, clausesFor } from '../attributes.ts';
import { property, recordExpression } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { nounsOf, question, whereabouts } from '../phrases.ts';
import { nameOf } from '../place.ts';
import { measureOf } from '../words.ts';

/** "Of the cafes in PATH, which one has the most seats, and who is its manager?" */
export const extreme: Frame = {
  name: 'the N with the extreme X, then its Y',
  propose({ walk, random, columnsOf }) {
    const [place] = walk.places;
    if (walk.places.length !== 1 || place?.selector.kind !== 'extreme') return undefined;
    const measure = measureOf(place.selector.column);
    const where = whereabouts(place.arguments);
    if (measure === undefined || where === undefined || place.noun === undefined)
      return 'the table cannot be said in words';
    if (place.label === undefined || nameOf(place) === undefined) return 'the record has no name';
    const record = recordExpression(walk.places, walk.references, 0);
    const used = [place.label, place.selector.column.key];
    const all = attributesOf(place.record, record, columnsOf(place), used);
    const chosen = chooseAttributes(all, random, 1);
    const best = place.selector.end === 'max' ? measure.scale.most : measure.scale.least;
    const lead = [
      `of the ${nounsOf(place.noun)}`,
      ...where,
      `, which one has the ${best} ${measure.noun}`,
    ];
    const prompt = question([
      lead,
      ...clausesFor(chosen, ['it'], 'it').map((clause) => [own(clause)]),
    ]);
    const name = {
      name: place.noun.replaceAll(' ', '_'),
      kind: 'scalar' as const,
      expression: `${record}.${property(place.label)}`,
      compare: { type: 'exact' as const },
      says: place.noun,
    };
    return [{ frame: this.name, prompt, fields: [name, ...chosen.map((a) => a.field)], flows: [] }];
  },
};

/** "the manager of it" is said "its manager". */
const own = (clause: readonly unknown[]): string =>
  clause.join('').replace(/the (.+?) of it\b/, 'its $1');
