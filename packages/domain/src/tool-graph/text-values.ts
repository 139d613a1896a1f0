import { NAME } from './columns.ts';
import { inPattern, WHOLE_VALUE } from './text-fields.ts';
import type { TextField } from './text-lines.ts';
import { writtenUnit } from './written-units.ts';

/** What a field of a text holds, as far as it can be asked for. `pattern` stands for it on its line. */
export type TextValue =
  | {
      readonly kind: 'number';
      readonly value: number;
      /** Words after "in"; empty for a bare number. */
      readonly unit: string;
      /** Its groups, joined, are the digits. */
      readonly pattern: string;
      readonly groups: number;
    }
  | {
      readonly kind: 'date' | 'time' | 'code' | 'name' | 'words';
      readonly value: string;
      readonly pattern: string;
    };

const NUMBER = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const UNIT_BEHIND = /^(?<digits>-?[\d.,]*\d)[ \u00a0]?(?<unit>[^\d\s.,].*)$/;
const UNIT_BEFORE = /^(?<unit>[A-Z]{3}|[€$£])[ \u00a0]?(?<digits>\d[\d.,]*)$/;
/** `1.450 EUR` may be one and a half or a thousand and a half. */
const DOUBTFUL = /^\d{1,3}\.\d{3}$/;

const MONTH =
  'January February March April May June July August September October November December'
    .split(' ')
    .join('|');
const DATE = new RegExp(
  `^(\\d{4}-\\d{2}-\\d{2}|\\d{1,2}\\.? (${MONTH}) \\d{4}|(${MONTH}) \\d{1,2}, \\d{4})$`,
);
const TIME = /^\d{1,2}:\d{2}$/;
const CODE = /^(?=\S*\d)(?=\S*\p{L})[\p{L}\d][\p{L}\d./_-]*$/u;
const WORDS = /^\p{Ll}[\p{L}\d'’-]*(?: [\p{L}\d'’-]+){0,4}$/u;
/** Words that end a sentence; "St." and "Ltd." do not. */
const SENTENCE = /\p{Ll}{4}\.$/u;
/** Words that say whether, not what. */
const WHETHER =
  /^(yes|no|none|true|false|tbd|tba|unknown|ok|done|pending|open|closed|optional|required|active|inactive)$/i;

/** The pattern of a number. Between groups of thousands stand commas, which no group takes in. */
function digitsPattern(digits: string): { readonly pattern: string; readonly groups: number } {
  const [first = '', ...thousands] = digits.replace(/\.\d+$/, '').split(',');
  const point = digits.includes('.') ? String.raw`\.\d+` : '';
  const minus = first.startsWith('-') ? '-' : '';
  if (thousands.length === 0) return { pattern: String.raw`(${minus}\d+${point})`, groups: 1 };
  const behind = thousands.map((_, at) =>
    at + 1 < thousands.length ? String.raw`(\d{3})` : String.raw`(\d{3}${point})`,
  );
  return {
    pattern: [String.raw`(${minus}\d{1,3})`, ...behind].join(','),
    groups: thousands.length + 1,
  };
}

function numberOf(text: string): TextValue | undefined {
  const split = (UNIT_BEHIND.exec(text) ?? UNIT_BEFORE.exec(text))?.groups;
  const digits = split?.digits ?? text;
  const unit = split?.unit === undefined ? '' : writtenUnit(split.unit.replace(/\.$/, ''));
  if (!NUMBER.test(digits) || unit === undefined) return undefined;
  if (unit !== '' && DOUBTFUL.test(digits)) return undefined;
  const at = text.indexOf(digits);
  const { pattern, groups } = digitsPattern(digits);
  return {
    kind: 'number',
    value: Number(digits.replaceAll(',', '')),
    unit,
    pattern: inPattern(text.slice(0, at)) + pattern + inPattern(text.slice(at + digits.length)),
    groups,
  };
}

const KINDS: readonly (readonly [Exclude<TextValue['kind'], 'number'>, RegExp])[] = [
  ['date', DATE],
  ['time', TIME],
  ['code', CODE],
  ['name', NAME],
  ['words', WORDS],
];

/** Keys whose digits are a name and no amount: they are copied, not calculated with. */
const DESIGNATION =
  /(^|\s)(account|number|code|reference|phone|fax|postcode|zip|extension|serial|registration)$/i;

/** Whether a key says that its value is a name made of signs: a contract number, a postcode. */
export const isDesignation = (key: string): boolean => DESIGNATION.test(key);

/** A number with its unit, a date, a code, a name or a few words; undefined for anything else. */
export function textValue({ key, value }: Pick<TextField, 'key' | 'value'>): TextValue | undefined {
  const designates = isDesignation(key) ? /^\d+$/ : /^0\d+$/;
  if (designates.test(value)) return { kind: 'code', value, pattern: WHOLE_VALUE };
  // The unit may stand in the key: "Rent (EUR): 1.450".
  if (DOUBTFUL.test(value) && /\)\s*$|\sin \p{L}+$/u.test(key)) return undefined;
  const number = numberOf(value);
  if (number !== undefined || WHETHER.test(value) || SENTENCE.test(value)) return number;
  const kind = KINDS.find(([, pattern]) => pattern.test(value))?.[0];
  return kind && { kind, value, pattern: WHOLE_VALUE };
}
