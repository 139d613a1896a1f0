import type { Json, JsonObject } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { plural } from '@firefly/domain/words/nouns';
import { nameOf, type Place, type Reference } from './place.ts';
import { measureOf, plainNoun } from './words.ts';

/** A bound piece of the prompt: the value stands there as it is. */
export const bound = (value: string | number): Part => ({
  text: String(value),
  value,
  normalizer: 'identity',
});

/** The superlative that singles out a row: "with the most seats", "with the highest monthly rent". */
const superlative = (place: Place): string | undefined => {
  if (place.selector.kind !== 'extreme') return undefined;
  const measure = measureOf(place.selector.column);
  if (measure === undefined) return undefined;
  const { scale, noun } = measure;
  return `with the ${place.selector.end === 'max' ? scale.most : scale.least} ${noun}`;
};

const AREAS = /(region|subregion|continent|country|state|province|city|place|area|district)$/i;

/**
 * Where a table comes from, in words: " in PATH", " in Africa". Undefined if an argument cannot be
 * said so; then the table gives no prompt.
 */
export function whereabouts(args: JsonObject): Part[] | undefined {
  const parts: Part[] = [];
  for (const [key, value] of Object.entries(args)) {
    if (typeof value !== 'string') return undefined;
    const sayable = value.includes('/') || AREAS.test(key);
    if (!sayable || parts.length > 0) return undefined;
    parts.push(' in ', bound(value));
  }
  return parts;
}

/** True if every leaf of the arguments is the place's own name: a lookup by name. */
const lookedUp = (place: Place): boolean =>
  [...leavesOf(place.arguments as Json)].every((leaf) => leaf.value === nameOf(place));

/** The first record of a walk as a noun phrase. */
export function firstPhrase(place: Place): Part[] | undefined {
  if (place.table === undefined) {
    const name = nameOf(place);
    return name !== undefined && lookedUp(place) ? [bound(name)] : undefined;
  }
  const where = whereabouts(place.arguments);
  if (where === undefined || place.noun === undefined) return undefined;
  const best = superlative(place);
  if (best !== undefined) return [`the ${place.noun} ${best}`, ...where];
  const name = nameOf(place);
  return name === undefined ? undefined : [`the ${place.noun} `, bound(name), ...where];
}

/** What the next record is to this one: a noun by which "this …" can take it up. */
export const nextNoun = (ref: Reference, next: Place): string | undefined =>
  ref.kind === 'column' ? plainNoun(ref.key) : next.noun;

/** The record a reference leads to, said from the phrase of the record it starts at. */
export function nextPhrase(ref: Reference, next: Place, from: readonly Part[]): Part[] | undefined {
  const noun = nextNoun(ref, next);
  if (noun === undefined) return undefined;
  if (ref.kind === 'column') return [`the ${noun} of `, ...from];
  const who = noun === 'person' ? 'who' : 'that';
  return ref.forward
    ? [`the ${noun} that `, ...from, ' ', bound(ref.verb)]
    : [`the ${noun} ${who} `, bound(ref.verb), ' ', ...from];
}

/** "this curator", "this cafe": takes up what the sentence before introduced. */
export const anaphor = (noun: string): string => `this ${noun}`;

/** The plural of a table's noun, for "the cafes in …". */
export const nounsOf = (noun: string): string => plural(noun);

/** Joins a question's clauses into one sentence with a capital and a question mark. */
export function question(clauses: readonly (readonly Part[])[]): Part[] {
  const parts = clauses.flatMap((clause, at) => (at === 0 ? clause : [', and ', ...clause]));
  return [...capital(parts), '?'];
}

/** The parts with the first letter of the sentence as a capital; a bound value stays as it is. */
export function capital(parts: readonly Part[]): Part[] {
  const [first, ...rest] = parts;
  if (typeof first !== 'string') return [...parts];
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest];
}
