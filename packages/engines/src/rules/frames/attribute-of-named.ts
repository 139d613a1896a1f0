import { chooseAttributes, clausesFor } from '../attributes.ts';
import { recordExpression } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { firstPhrase, question, takenUp } from '../phrases.ts';
import { placeAttributes } from '../place-attributes.ts';

/** "What are the capital and the currency of Slovenia?": one lookup by a name of the prompt. */
export const attributeOfNamed: Frame = {
  name: 'attribute of a named thing',
  propose({ plan, walk, random, columnsOf }) {
    const [place] = walk.places;
    if (walk.places.length !== 1 || place === undefined || plan.pick !== 'named') return undefined;
    const subject = firstPhrase(place);
    if (subject === undefined) return 'the arguments cannot be said in words';
    const record = recordExpression(walk.places, walk.references, 0);
    const all = placeAttributes(place, record, columnsOf(place));
    const chosen = chooseAttributes(all, random);
    if (chosen.length < 2) return 'the record has fewer than two attributes with a plain noun';
    const { selector } = place;
    const inCountry = selector.kind === 'named' && selector.within !== undefined;
    const again = inCountry ? ['it'] : takenUp(place.noun, subject);
    const prompt = question(clausesFor(chosen, subject, again));
    return [{ frame: this.name, prompt, fields: chosen.map((a) => a.field), flows: [] }];
  },
};
