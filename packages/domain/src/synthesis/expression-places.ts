/**
 * Where a value comes from: the names from the root, without predicates; the root itself is `[]`.
 * Null where that cannot be said.
 */
export type Place = readonly string[] | null;

export const ROOT: readonly Place[] = [[]];
export const NOWHERE: readonly Place[] = [null];

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `c1.cities.name`; a name that is no word stands in backticks. */
export const placeText = (place: Place): string | null =>
  place === null ? null : place.map((name) => (plain.test(name) ? name : `\`${name}\``)).join('.');

/** The names of a path as `placeText` writes it. */
export const placeNames = (text: string): string[] =>
  [...text.matchAll(/`([^`]*)`|([^.`]+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');

/** The one place, or null where there are several or none. */
export const onlyPlace = (places: readonly Place[] | undefined): Place =>
  places?.length === 1 ? (places[0] ?? null) : null;

export const samePlace = (a: Place, b: Place): boolean =>
  a !== null && b !== null && a.length === b.length && a.every((name, at) => name === b[at]);

/** Whether a place is the other or lies below it. */
export const within = (place: Place, outer: Place): boolean =>
  place !== null && (outer?.every((name, at) => name === place[at]) ?? false);
