import { attributesOf, chooseAttributes, clausesFor } from '../attributes.ts';
import { recordExpression } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { question, takenUp } from '../phrases.ts';
import { usedKeys } from '../place.ts';
import { leadOf } from './lead.ts';

/** "Of the cafes in PATH, which one has the most seats, and who is its manager?" */
export const extreme: Frame = {
  name: 'the N with the extreme X, then its Y',
  propose({ walk, random, columnsOf }) {
    const [place] = walk.places;
    if (walk.places.length !== 1 || place?.selector.kind !== 'extreme') return undefined;
    const lead = leadOf(walk);
    if (typeof lead === 'string') return lead;
    const { noun = '' } = place;
    const record = recordExpression(walk.places, walk.references, 0);
    const all = attributesOf(place.record, record, columnsOf(place), usedKeys(place), [noun]);
    const chosen = chooseAttributes(all, random, 1);
    if (chosen.length === 0) return 'the record has no other attribute with a plain noun';
    const again = takenUp(noun, []);
    const prompt = question([lead.clause, ...clausesFor(chosen, again, again)]);
    const fields = [lead.field, ...chosen.map((attribute) => attribute.field)];
    return [{ frame: this.name, prompt, fields, flows: [] }];
  },
};
