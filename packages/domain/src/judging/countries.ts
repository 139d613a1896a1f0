import { COUNTRIES, countryCode } from '../words/countries.ts';
import { mentions } from './mentions.ts';

/** Whether a text names the country that is given by code or by name. */
export function namesCountry(text: string, country: string): boolean {
  const code = countryCode(country);
  const names = code === undefined ? [country] : (COUNTRIES.get(code) ?? []);
  return names.some((name) => mentions(text, name));
}

/** Whether a text names any country at all. */
export const namesAnyCountry = (text: string): boolean =>
  [...COUNTRIES.values()].some((names) => names.some((name) => mentions(text, name)));
