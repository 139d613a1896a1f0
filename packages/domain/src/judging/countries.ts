import { mentions, tokensOf } from './mentions.ts';

/** Regions of the list that are no countries: unions, outlying places, test values. */
const NO_COUNTRIES = new Set('AC CP DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

/** What people write beside the name that CLDR has. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  CD: ['DR Congo', 'Democratic Republic of the Congo'],
  CI: ['Ivory Coast'],
  CZ: ['Czech Republic'],
  FJ: ['Fiji Islands'],
  GB: ['UK', 'Great Britain'],
  MM: ['Burma', 'Myanmar'],
  TR: ['Turkey'],
  US: ['USA', 'United States of America'],
  VA: ['Vatican'],
};

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** Names by ISO 3166-1 alpha-2 code, from CLDR as Node carries it. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap((code) => {
    const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code);
    if (name === undefined || NO_COUNTRIES.has(code)) return [];
    return [[code, [name, ...(ALSO[code] ?? [])]] as const];
  }),
);

const plain = (text: string): string =>
  tokensOf(text)
    .filter((word) => word !== 'the')
    .join(' ');
const CODES: ReadonlyMap<string, string> = new Map(
  [...NAMES].flatMap(([code, names]) => names.map((name) => [plain(name), code] as const)),
);

/** The ISO code of a country given by code or English name; undefined for anything else. */
export function countryCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return NAMES.has(code) ? code : CODES.get(plain(text));
}

/** Whether a text names the country that is given by code or by name. */
export function namesCountry(text: string, country: string): boolean {
  const code = countryCode(country);
  const names = code === undefined ? [country] : (NAMES.get(code) ?? []);
  return names.some((name) => mentions(text, name));
}

/** Whether a text names any country at all. */
export const namesAnyCountry = (text: string): boolean =>
  [...NAMES.values()].some((names) => names.some((name) => mentions(text, name)));
