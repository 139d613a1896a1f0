/** The common notions of docs/bundle-format.md, written anew from that page: nothing of FireFly. */
import { createHash } from 'node:crypto';
import { flag } from './independent-flags.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const isObject = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 8785: keys by UTF-16 code units, scalars as ECMAScript writes them. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

export const hash = (text: string, digits = 64): string =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, digits);

/** RFC 6901; undefined where nothing stands. */
export function at(root: Json | undefined, pointer: string): Json | undefined {
  let value = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** Pointers of all leaves, an empty array or object among them. */
export function leaves(value: Json, pointer = ''): string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inner.length === 0) return pointer === '' ? [] : [pointer];
  return inner.flatMap(([key, child]) =>
    leaves(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function dayOf(words: string): string | undefined {
  const american = /^(?<month>[a-z]+)\.? (?<day>\d\d?)(st|nd|rd|th)?,? (?<year>\d{4})$/i;
  const european = /^(?<day>\d\d?)(st|nd|rd|th)?( of)? (?<month>[a-z]+)\.?,? (?<year>\d{4})$/i;
  const {
    day = '',
    month = '',
    year = '',
  } = (american.exec(words) ?? european.exec(words))?.groups ?? {};
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const iso = `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== iso) return undefined;
  const whole = moment.toLocaleString('en', { month: 'long', timeZone: 'UTC' }).toLowerCase();
  return [whole, whole.slice(0, 3)].includes(month.toLowerCase()) ? iso : undefined;
}

/** The names besides those of CLDR. */
const ALSO: Record<string, string> = {
  Burma: 'MM',
  'Czech Republic': 'CZ',
  'DR Congo': 'CD',
  'Democratic Republic of the Congo': 'CD',
  'Fiji Islands': 'FJ',
  'Great Britain': 'GB',
  'Ivory Coast': 'CI',
  Myanmar: 'MM',
  Turkey: 'TR',
  USA: 'US',
  'United States of America': 'US',
  Vatican: 'VA',
};
const NO_COUNTRIES = 'AC CP DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' ');

function countryOf(words: string): string | undefined {
  if (!/^(the )?\p{Lu}/u.test(words) || words.length < 3) return undefined;
  const plain = (name: string): string =>
    (
      name
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    )
      .filter((word) => word !== 'the')
      .join(' ');
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const wanted = plain(words);
  for (let at = 0; at < 26 * 26; at += 1) {
    const code = String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26));
    if (NO_COUNTRIES.includes(code) || new Intl.Locale(`und-${code}`).region !== code) continue;
    const name = names.of(code);
    if (name !== undefined && plain(name) === wanted) return code;
  }
  return Object.entries(ALSO).find(([name]) => plain(name) === wanted)?.[1];
}

/** A row of the normalizer table; undefined where the words do not fit. */
export function normalized(name: string, words: string): Json | undefined {
  if (name === 'identity') return words;
  if (name === 'lowercase') return words.toLowerCase();
  if (name === 'contains-glob' || name === 'named-glob') {
    const before = name === 'named-glob' ? '**/' : '**/*';
    const after = name === 'named-glob' ? '' : '*';
    return /^[\p{L}\p{N}._-]+$/u.test(words) ? before + words + after : undefined;
  }
  if (name === 'percent') return /^per ?cent(age)?$/i.test(words) ? 100 : undefined;
  if (name === 'flag') return flag(words);
  if (name === 'date') return dayOf(words);
  if (name === 'country-code') return countryOf(words);
  if (name !== 'number') return undefined;
  const fits = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(words);
  return fits ? Number.parseFloat(words.replaceAll(',', '')) : undefined;
}

/** `convert` of a flow, element by element; undefined where a value does not convert. */
export function converted(value: Json | undefined, how: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => converted(item, how));
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (how === undefined) return value;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (how === 'string') return String(value);
  if (how !== 'number') return undefined;
  // Decimal text: `Number` alone would take hexadecimals, spaces and the empty text too.
  const fits = typeof value === 'number' || /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value);
  return fits && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

function read(text: string): Json {
  let inner = text.trim();
  if (/^```[^\n]*\n[\s\S]*```$/.test(inner))
    inner = inner.slice(inner.indexOf('\n') + 1, -3).trim();
  if (!/^[[{]/.test(inner)) return text;
  try {
    return JSON.parse(inner);
  } catch {
    return text;
  }
}

const mediaOf = (type: string, data: string, mimeType: Json | undefined): Json => {
  const bytes = Buffer.from(data, 'base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { type, mimeType: mimeType ?? null, sha256, bytes: bytes.length };
};

/** `observe(result)`, version 1. */
export function observed(result: Json): Json {
  const blocks = isObject(result) && Array.isArray(result.content) ? result.content : [];
  const parts = blocks.flatMap((block): { text?: string; media?: Json }[] => {
    if (!isObject(block)) return [];
    const { type, text, data, mimeType, resource } = block;
    if (type === 'text') return [{ text: String(text) }];
    if (type === 'image' || type === 'audio')
      return [{ media: mediaOf(type, String(data), mimeType) }];
    if (type !== 'resource' || !isObject(resource)) return [];
    if (typeof resource.text === 'string') return [{ text: resource.text }];
    return [{ media: mediaOf('blob', String(resource.blob), resource.mimeType) }];
  });
  const structured = isObject(result) ? (result.structuredContent ?? null) : null;
  if (structured !== null) {
    const only = isObject(structured) ? Object.values(structured) : [];
    const texts = parts.flatMap(({ text }) => text ?? []);
    const [wrapped] = only;
    const wraps =
      only.length === 1 &&
      typeof wrapped === 'string' &&
      texts.length > 0 &&
      [texts.join('\n'), texts.join('')].includes(wrapped);
    return wraps ? read(wrapped) : structured;
  }
  const values = parts.map(({ text, media }) =>
    text === undefined ? (media ?? null) : read(text),
  );
  return values.length > 1 ? values : (values[0] ?? null);
}
