import { countryCode } from '../words/countries.ts';
import { isFlagText } from './flag-text.ts';
import { writtenDate } from './written-date.ts';

/** Every normalizer, the plainest first: where several give a value, the first is taken. */
export const NORMALIZERS = [
  'identity',
  'number',
  'lowercase',
  'date',
  'country-code',
  'contains-glob',
  'named-glob',
  'percent',
  'flag',
] as const;

/** How a span of the prompt becomes an argument or literal. A closed table: `docs/bundle-format.md`. */
export type NormalizerName = (typeof NORMALIZERS)[number];

/** A country's name is a name: it begins with a capital, and a code is no name. */
const COUNTRY_NAME = /^(?:the )?\p{Lu}[\p{L}\p{M} .,&’'()-]{2,59}$/u;

/** Nothing that a pattern would read as more than itself. */
const NAME_IN_A_GLOB = /^[\p{L}\p{N}._-]+$/u;

/** Runs a normalizer on the text of a span; undefined where the text does not fit it. */
export function normalize(
  name: Exclude<NormalizerName, 'flag'>,
  text: string,
): string | number | undefined;
export function normalize(name: NormalizerName, text: string): string | number | true | undefined;
export function normalize(name: NormalizerName, text: string): string | number | true | undefined {
  switch (name) {
    case 'identity':
      return text;
    case 'contains-glob':
      return NAME_IN_A_GLOB.test(text) ? `**/*${text}*` : undefined;
    case 'named-glob':
      return NAME_IN_A_GLOB.test(text) ? `**/${text}` : undefined;
    case 'lowercase':
      return text.toLowerCase();
    case 'date':
      return writtenDate(text);
    case 'country-code':
      return COUNTRY_NAME.test(text) ? countryCode(text) : undefined;
    case 'percent':
      return /^per ?cent(?:age)?$/i.test(text) ? 100 : undefined;
    case 'flag':
      return isFlagText(text) ? true : undefined;
    case 'number': {
      if (!/^-?\d{1,3}(,\d{3})*(\.\d+)?$|^-?\d+(\.\d+)?$/.test(text)) return undefined;
      const value = Number(text.replaceAll(',', ''));
      return Number.isFinite(value) ? value : undefined;
    }
  }
}
