import type { Part } from '@firefly/domain/synthesis/proposal';
import { type Attribute, chooseAttributes, clausesFor } from '../attributes.ts';
import { documentAttributes } from '../documents/attributes.ts';
import { type Source, sourceOf } from '../documents/place.ts';
import { recordExpression } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { question, takenUp } from '../phrases.ts';

/** "What are the price per crate in EUR and the contract number", of the text cited before. */
function clausesAlone([first, second]: readonly Attribute[]): Part[][] {
  if (first === undefined || second === undefined) return [];
  return first.plain !== undefined && second.plain !== undefined
    ? [[`what are the ${first.plain} and the ${second.plain}`]]
    : [first.asks([]), second.asks([])];
}

function ask(source: Source, noun: string | undefined, chosen: readonly Attribute[]): Part[] {
  const subject = [source.said];
  if (source.kind === 'thing') return question(clausesFor(chosen, subject, takenUp(noun, subject)));
  const lead = [source.kind === 'paper' ? 'according to ' : 'for ', source.said, ', '];
  const [first = [], ...others] = clausesAlone(chosen);
  return question([[...lead, ...first], ...others]);
}

/** "According to PATH, what are the contract number and the price per crate in EUR?" */
export const document: Frame = {
  name: 'what a document states',
  propose({ plan, walk, random }) {
    const [place] = walk.places;
    if (plan.pick !== 'document' || walk.places.length !== 1 || place?.document === undefined)
      return undefined;
    const source = sourceOf(place);
    if (source === undefined) return 'the arguments cannot be said in words';
    const text = recordExpression(walk.places, walk.references, 0);
    const all = documentAttributes(place, text, {
      thing: source.thing,
      alone: source.kind !== 'thing',
    });
    const chosen = chooseAttributes(all, random);
    if (chosen.length < 2) return 'the text states fewer than two things under a plain noun';
    const prompt = ask(source, place.noun, chosen);
    return [{ frame: this.name, prompt, fields: chosen.map((a) => a.field), flows: [] }];
  },
};
