import type { JsonObject } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { isPerson } from '@firefly/domain/words/people';
import { theBefore } from './articles.ts';
import { sourceOf } from './documents/place.ts';
import { isSubject } from './labels.ts';
import { areaOf, isLocated, needsItsCountry } from './located.ts';
import { nameOf, type Place, type Reference } from './place.ts';
import { rankingOf } from './rankings.ts';
import { beforeVerb } from './relation-words.ts';
import { typeNoun } from './type-noun.ts';
import { bound, tableWhereOf, whereabouts, whereOf } from './whereabouts.ts';

/** What stands in the arguments of a lookup beside the name looked up. */
export const besideName = (place: Place, name: string | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(place.arguments).filter(
      ([, value]) => ![...leavesOf(value)].every((leaf) => leaf.value === name),
    ),
  );

/** Whether a name says what it names: "East Wharf". */
export const saysNoun = (noun: string, name: string): boolean =>
  new RegExp(`(^|\\s)${noun}$`, 'i').test(name);

/** Names as people write them: "Blue Door", "Casa da Ria". A subject line is none. */
const PROPER =
  /^\p{Lu}\S*( (\p{Lu}\S*|\d\S*|(of|the|and|for|in|on|at|de|da|do|del|di|du|des|la|le|van|der|den|von|&)(?= )|[dl]['’]\p{Lu}\S*))*$/u;

/** "the cafe Blue Door", but "East Wharf", and what is no proper name in quotation marks. */
export const called = (noun: string, name: string, label?: string): Part[] => {
  const subject = isSubject(label);
  if (saysNoun(noun, name) && !subject) return [bound(name)];
  return (PROPER.test(name) && !subject) || name.includes('"')
    ? [`the ${noun} `, bound(name)]
    : [`the ${noun} "`, bound(name), '"'];
};

/** A record looked up by its name; undefined where its arguments, or what it is, cannot be said. */
function lookedUp(place: Place): Part[] | undefined {
  const name = nameOf(place);
  const where = whereabouts(besideName(place, name));
  if (name === undefined || where === undefined) return undefined;
  const typed = typeNoun(place.record);
  const noun = typed ?? (where.length > 0 ? place.noun : undefined);
  const within = place.selector.kind === 'named' ? place.selector.within : undefined;
  if (within !== undefined)
    return [bound(name), ` in ${theBefore(within.value)}`, bound(within.value), ...where];
  if (!isPerson(noun) && needsItsCountry(place.record)) return undefined;
  return noun === undefined || isPerson(noun)
    ? [...(theBefore(name) === '' ? [] : [theBefore(name)]), bound(name), ...where]
    : [...called(noun, name, place.label), ...where];
}

/** The first record of a walk as a noun phrase. */
export function firstPhrase(place: Place): Part[] | undefined {
  const name = nameOf(place);
  if (place.document !== undefined) {
    const source = sourceOf(place);
    return source && [source.said];
  }
  if (place.table === undefined) return lookedUp(place);
  if (place.selector.kind !== 'extreme') {
    const where = whereOf(place);
    return where === undefined || place.noun === undefined || name === undefined
      ? undefined
      : [...called(place.noun, name, place.label), ...where];
  }
  const where = tableWhereOf(place);
  const ranking = rankingOf(place.selector.column, place.noun);
  if (where === undefined || place.noun === undefined) return undefined;
  return ranking?.thing(place.noun, place.selector.end, where);
}

/** What the next record is to this one: a noun by which "this …" can take it up. */
export const nextNoun = (ref: Reference, next: Place): string | undefined =>
  ref.kind === 'column' ? ref.noun : next.noun;

/** What stands beside the value that flows, and was not said of the record it comes from. */
const companionsOf = ({ edge }: Reference, here: Place): JsonObject =>
  edge.lists
    ? {}
    : Object.fromEntries(
        Object.entries(edge.companions ?? {}).filter(
          ([key, value]) => here.arguments[key] !== value,
        ),
      );

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
  const beside = whereabouts(companionsOf(ref, here));
  if (beside === undefined) return undefined;
  // By its own id or name a thing is only looked up again.
  if (ref.kind === 'column' && ref.self) return [...from];
  if (ref.kind === 'column')
    return (
      (noun === 'country' && isLocated(here.record) ? areaOf(noun, from) : undefined) ?? [
        ...(beside.length === 0 ? [`the ${noun} of `] : [`the ${noun}`, ...beside, ' of ']),
        ...from,
      ]
    );
  const before = beforeVerb(ref.verb);
  if (before === undefined) return undefined;
  return ref.forward
    ? [`the ${noun} that `, ...from, ` ${before}`, bound(ref.verb), ...beside]
    : [
        `the ${noun} ${isPerson(noun) ? 'who' : 'that'} ${before}`,
        bound(ref.verb),
        ' ',
        ...from,
        ...beside,
      ];
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
