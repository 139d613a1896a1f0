import { Problem } from './problem.ts';

/** A cursor says behind which item the next page begins: text for those who carry it, places for us. */

/** Places as a cursor. */
export const cursorOf = (places: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(places)).toString('base64url');

const wrong = (): Problem =>
  new Problem(400, 'cursor: it is none of this list. Begin without one.', {
    errors: [{ detail: 'is none of this list', parameter: 'cursor' }],
  });

/** The places of a cursor: as many whole numbers as asked for, behind a text if asked for. */
export function placesOf<T extends readonly ('text' | 'number')[]>(
  cursor: string | undefined,
  form: T,
): { [K in keyof T]: T[K] extends 'text' ? string : number } | undefined {
  if (cursor === undefined) return undefined;
  let places: unknown;
  try {
    places = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw wrong();
  }
  if (!Array.isArray(places) || places.length !== form.length) throw wrong();
  for (const [at, kind] of form.entries()) {
    const place: unknown = places[at];
    const fits =
      kind === 'text'
        ? typeof place === 'string' && /^[\x21-\x7e]{1,100}$/.test(place)
        : Number.isInteger(place) && Math.abs(place as number) <= 2_147_483_647;
    if (!fits) throw wrong();
  }
  return places as unknown as ReturnType<typeof placesOf<T>>;
}

/** A page out of a list that is held as a whole, in an order that stays. */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  cursor: string | undefined,
): { readonly items: T[]; readonly next: string | null } {
  const [from] = placesOf(cursor, ['number'] as const) ?? [0];
  const to = Math.max(0, from) + limit;
  return { items: all.slice(Math.max(0, from), to), next: to < all.length ? cursorOf([to]) : null };
}
