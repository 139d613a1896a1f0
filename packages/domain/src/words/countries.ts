import { tokensOf } from './tokens.ts';

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

/** Withdrawn codes stand for another in CLDR, and would take its name: `FX` that of France. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** English names by ISO 3166-1 alpha-2 code, from CLDR as Node carries it, the most usual first. */
export const COUNTRIES: ReadonlyMap<string, readonly string[]> = new Map(
  LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap((code) => {
    const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code);
    if (name === undefined || NO_COUNTRIES.has(code) || !isCurrent(code)) return [];
    return [[code, [name, ...(ALSO[code] ?? [])]] as const];
  }),
);

const plain = (text: string): string =>
  tokensOf(text)
    .filter((word) => word !== 'the')
    .join(' ');
const CODES: ReadonlyMap<string, string> = new Map(
  [...COUNTRIES].flatMap(([code, names]) => names.map((name) => [plain(name), code] as const)),
);

/** The ISO code of a country given by code or English name; undefined for anything else. */
export function countryCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return COUNTRIES.has(code) ? code : CODES.get(plain(text));
}
