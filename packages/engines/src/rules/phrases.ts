import type { Json } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { sourceOf } from './documents/place.ts';
import { areaOf, isLocated, needsItsCountry } from './located.ts';
import { type Measure, measureOf } from './measures.ts';
import { isPerson } from './people.ts';
import { nameOf, type Place, type Reference } from './place.ts';
import { beforeVerb } from './relation-words.ts';
import { typeNoun } from './type-noun.ts';
import { bound, tableWhereOf, whereOf } from './whereabouts.ts';
import { plainNoun } from './words.ts';

/** "most seats", "highest monthly rent": the end of a scale that singles out a row. */
export const superlative = ({ scale, noun }: Measure, end: 'max' | 'min'): string =>
  `${end === 'max' ? scale.most : scale.least} ${noun}`;

/** True if every leaf of the arguments is the place's own name: a lookup by name. */
const lookedUp = (place: Place): boolean =>
  [...leavesOf(place.arguments as Json)].every((leaf) => leaf.value === nameOf(place));

/** Whether a name says what it names: "East Wharf". */
export const saysNoun = (noun: string, name: string): boolean =>
  new RegExp(`(^|\\s)${noun}$`, 'i').test(name);

/** Names as people write them: "Blue Door", "Casa da Ria". A subject line is none. */
const PROPER =
  /^\p{Lu}\S*( (\p{Lu}\S*|\d\S*|(of|the|and|for|in|on|at|de|da|do|del|di|du|des|la|le|van|der|den|von|&)(?= )))*$/u;

/** "the cafe Blue Door", but "East Wharf", and what is no proper name in quotation marks. */
export const called = (noun: string, name: string): Part[] => {
  if (saysNoun(noun, name)) return [bound(name)];
  return PROPER.test(name) || name.includes('"')
    ? [`the ${noun} `, bound(name)]
    : [`the ${noun} "`, bound(name), '"'];
};

/** The first record of a walk as a noun phrase. */
export function firstPhrase(place: Place): Part[] | undefined {
  const name = nameOf(place);
  if (place.document !== undefined) {
    const source = sourceOf(place);
    return source && [source.said];
  }
  if (place.table === undefined) {
    if (name === undefined || !lookedUp(place)) return undefined;
    const noun = typeNoun(place.record);
    const within = place.selector.kind === 'named' ? place.selector.within : undefined;
    if (within !== undefined) return [bound(name), ' in ', bound(within.value)];
    if (!isPerson(noun) && needsItsCountry(place.record)) return undefined;
    return noun === undefined || isPerson(noun) ? [bound(name)] : called(noun, name);
  }
  const where = whereOf(place);
  if (where === undefined || place.noun === undefined) return undefined;
  if (place.selector.kind !== 'extreme')
    return name === undefined ? undefined : [...called(place.noun, name), ...where];
  const measure = measureOf(place.selector.column);
  if (measure === undefined) return undefined;
  const best = superlative(measure, place.selector.end);
  // "the most seats on record" would speak of the seats.
  return where.length === 0
    ? [`the ${place.noun}`, ...(tableWhereOf(place) ?? []), ` with the ${best}`]
    : [`the ${place.noun} with the ${best}`, ...where];
}

/** What the next record is to this one: a noun by which "this …" can take it up. */
export const nextNoun = (ref: Reference, next: Place): string | undefined =>
  ref.kind === 'column' ? plainNoun(ref.key) : next.noun;

/** The record a reference leads to, said from the phrase of the record `here` that it starts at. */
export function nextPhrase(
  ref: Reference,
  here: Place,
  next: Place,
  from: readonly Part[],
): Part[] | undefined {
  const noun = nextNoun(ref, next);
  if (noun === undefined) return undefined;
  if (here.document !== undefined && sourceOf(here)?.kind === 'paper')
    return [`the ${noun} named in `, ...from];
  if (ref.kind === 'column')
    return (
      (noun === 'country' && isLocated(here.record) ? areaOf(noun, from) : undefined) ?? [
        `the ${noun} of `,
        ...from,
      ]
    );
  const before = beforeVerb(ref.verb);
  if (before === undefined) return undefined;
  return ref.forward
    ? [`the ${noun} that `, ...from, ` ${before}`, bound(ref.verb)]
    : [`the ${noun} ${isPerson(noun) ? 'who' : 'that'} ${before}`, bound(ref.verb), ' ', ...from];
}

/** "home museum": what a thing is to another, before what it is. */
const ROLE = /^(home|host|main|parent|primary|current|former|original|partner) (?=\S+$)/;

/** What a thing is: a home museum is a museum. */
export const kindOf = (noun: string): string => noun.replace(ROLE, '');

/** Roles whose nouns mean a thing as well: "this chair" would be furniture. */
const ALSO_THINGS = /(^|\s)(chair|head|lead|principal)$/;

/** "this curator", "this cafe": takes up what the sentence before introduced. */
export const anaphor = (noun: string): string =>
  ALSO_THINGS.test(noun) ? 'this person' : `this ${kindOf(noun)}`;

/** How a second clause takes up a thing: "it", but a person by a noun, and what has no noun by its name. */
export const takenUp = (noun: string | undefined, subject: readonly Part[]): readonly Part[] =>
  noun === undefined ? subject : [isPerson(noun) ? anaphor(noun) : 'it'];

/** "the rent in EUR of the cafe X", "its rent", "this curator's rent". */
export function possessed(noun: string, of: readonly Part[], inUnit = ''): Part[] {
  const [first, ...others] = of;
  if (others.length === 0 && first === 'it') return [`its ${noun}${inUnit}`];
  if (others.length === 0 && typeof first === 'string' && first.startsWith('this '))
    return [`${first}'s ${noun}${inUnit}`];
  return [`the ${noun}${inUnit} of `, ...of];
}

/** Joins a question's clauses into one sentence with a capital and a question mark. */
export function question(clauses: readonly (readonly Part[])[]): Part[] {
  const last = clauses.length - 1;
  const parts = clauses.flatMap((clause, at) =>
    at === 0 ? clause : [at === last ? ', and ' : ', ', ...clause],
  );
  return [...capital(parts.filter((part) => part !== '')), '?'];
}

/** Whether a sentence may begin with these parts: a value keeps the case it has. */
export const startsWell = ([first]: readonly Part[]): boolean =>
  typeof first === 'string' || (first !== undefined && /^\p{Lu}/u.test(first.text));

/** The parts with the first letter of the sentence as a capital; a bound value stays as it is. */
export function capital(parts: readonly Part[]): Part[] {
  const [first, ...rest] = parts;
  if (typeof first !== 'string') return [...parts];
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest];
}
