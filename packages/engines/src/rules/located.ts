import type { JsonObject } from '@firefly/domain/json';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { isPerson } from '@firefly/domain/words/people';

const AREA = /^(country|state|province|county|city|town|village)$/;
const STANDS = /^(city|town|village|latitude|lat|address|street)$/i;

/** Whether a record says where its thing stands. A lone country may be where a thing comes from. */
export const isLocated = (record: JsonObject): boolean =>
  Object.keys(record).some((key) => STANDS.test(key));

/** Whether a noun means an area that things lie in. */
export const isArea = (noun: string): boolean => AREA.test(noun);

/** True for words that begin with "it" or with a noun that is no person's. */
const isThing = (of: readonly Part[]): boolean => {
  const [first] = of;
  // "Lantern Museum in PATH": a name that says its noun. A lone name may be a person's.
  if (typeof first !== 'string') return of.length > 1;
  const [, noun] = /^(?:this|the) (\S+)/.exec(first) ?? [];
  return first === 'it' || (noun !== undefined && !isPerson(noun));
};

/** "in which city is the museum X": undefined for nouns that are no area, and for people. */
export const whereIs = (noun: string, of: readonly Part[]): Part[] | undefined =>
  isArea(noun) && isThing(of) ? [`in which ${noun} is `, ...of] : undefined;

/** "the country where the museum X is located": undefined as for {@link whereIs}. */
export const areaOf = (noun: string, of: readonly Part[]): Part[] | undefined =>
  isArea(noun) && isThing(of) ? [`the ${noun} where `, ...of, ' is located'] : undefined;

/** Whether a thing lies in a country: its name alone does not tell which of several it is. */
export const needsItsCountry = (record: JsonObject): boolean =>
  isLocated(record) && Object.keys(record).some((key) => /^country/i.test(key));

/** The column that names the country a place lies in, in words and not as a code. */
export function withinOf(
  record: JsonObject,
): { readonly key: string; readonly value: string } | undefined {
  if (!isLocated(record)) return undefined;
  for (const [key, value] of Object.entries(record))
    if (/^country(_?name)?$/i.test(key) && typeof value === 'string' && /\p{Ll}/u.test(value))
      return { key, value };
  return undefined;
}
