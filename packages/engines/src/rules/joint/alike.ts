import { randomOf } from '@firefly/domain/random';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { wordsOf } from '@firefly/domain/words/identifiers';
import { plural } from '@firefly/domain/words/nouns';
import { type Attribute, fieldName } from '../attributes.ts';
import { recordExpression } from '../expressions.ts';
import type { FrameInput } from '../frame.ts';
import { question } from '../phrases.ts';
import { nameOf } from '../place.ts';
import { placeAttributes } from '../place-attributes.ts';
import type { Walk } from '../walk.ts';
import type { Asked, JointKind, JointLegs } from './kind.ts';
import { legPhrases, listed } from './words.ts';

/** What many know of a country without looking it up. */
const BY_HEART = /^(capital|continent|currency)( (city|name|code))?$/;

/** The attributes of a leg's record that can be asked of several things in one clause. */
function attributesOfLeg(leg: Walk, columnsOf: FrameInput['columnsOf']): Attribute[] {
  const [place] = leg.places;
  if (place === undefined) return [];
  const record = recordExpression(leg.places, leg.references, 0);
  const all = placeAttributes(place, record, columnsOf(place));
  // The subject must close the clause: "when was each of these: A and B opened" is none.
  return all.filter(({ asks }) => asks(['it all']).at(-1) === 'it all');
}

/** "capital_of_cote_d_ivoire": a name in letters that field names may hold. */
const named = (says: string): string =>
  fieldName(says.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase());

function ask({ plan, legs }: JointLegs, columnsOf: FrameInput['columnsOf']): Asked | string {
  const phrases = legPhrases(legs);
  const nouns = new Set(legs.map((leg) => leg.places[0]?.noun));
  const [noun] = nouns;
  if (phrases === undefined || noun === undefined || nouns.size > 1)
    return 'the things have no noun in common';
  const all = legs.map((leg) =>
    attributesOfLeg(leg, columnsOf).filter(
      ({ key }) => !(noun === 'country' && BY_HEART.test(wordsOf(key).join(' '))),
    ),
  );
  const shared = (all[0] ?? []).filter(({ key }) => {
    // Where all are alike, one answer would do for all.
    const values = new Set(legs.map((leg) => JSON.stringify(leg.places[0]?.record[key])));
    return values.size > 1 && all.every((own) => own.some((attribute) => attribute.key === key));
  });
  const attribute = randomOf(plan.seed, 'attribute').pick(shared);
  if (attribute === undefined) return 'the things have no attribute in which they differ';
  const bare = phrases.map((phrase) => phrase.filter((part) => part !== `the ${noun} `));
  const subject: Part[] = [`each of these ${plural(noun)}: `, ...listed(bare)];
  const fields = legs.flatMap((leg, at) => {
    const name = (leg.places[0] && nameOf(leg.places[0])) ?? plan.legs[at]?.names?.[0];
    const own = all[at]?.find(({ key }) => key === attribute.key);
    if (own === undefined || name === undefined) return [];
    const says = `${own.field.says} of ${name}`;
    return [{ ...own.field, name: named(says), says }];
  });
  // Names in other letters leave nothing to tell the fields apart by.
  if (new Set(fields.map(({ name }) => name)).size < legs.length)
    return 'the names give no names of fields';
  return { prompt: question([attribute.asks(subject)]), fields };
}

/** "What is the anthem of each of these countries: Estonia, Uruguay and Kenya?" */
export const alike: JointKind = {
  name: 'the same attribute of several things',
  open(given) {
    if (given.legs.length < 2 || given.legs.some((leg) => leg.places.length !== 1))
      return undefined;
    return { next: () => undefined, ask: (_, columnsOf) => ask(given, columnsOf) };
  },
};
