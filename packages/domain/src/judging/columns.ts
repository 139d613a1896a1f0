import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, toPointer, valueAt } from '../pointer.ts';
import { countryCode } from '../words/countries.ts';
import { wordsOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';
import { tokensOf } from '../words/tokens.ts';
import { sameScalar } from './mentions.ts';

const SAME: Readonly<Record<string, string>> = {
  nation: 'country',
  town: 'city',
  village: 'city',
  municipality: 'city',
  locality: 'city',
  province: 'state',
  lat: 'latitude',
  lon: 'longitude',
  lng: 'longitude',
};

/** Columns that every record has for itself: two records may differ in them and still be one thing's. */
const OWN = new Set(
  'name title label subject type kind category status description summary text content body note comment message url link id key index position rank score path size version'.split(
    ' ',
  ),
);

/** What identifies a record: another of the same thing has another. */
const OPAQUE = /^(id|uuid|guid|oid|hash|sha\d*|checksum|digest|etag)$/;

/** How a column writes its value, which is not what it is about. */
const FORM = /^(name|code|iso\d?|abbreviation|abbr)$/;

/** What a column is about: `countryName`, `country_code` and `nation` are all `country`. */
export function columnAbout(key: string): string | undefined {
  const words = wordsOf(key).map(singular);
  if (OPAQUE.test(words.at(-1) ?? '')) return undefined;
  while (words.length > 1 && FORM.test(words.at(-1) ?? '')) words.pop();
  const about = words.map((word) => SAME[word] ?? word).join(' ');
  return about === '' || OWN.has(about) ? undefined : about;
}

/** The plain values of a record by what they are about. */
export function aboutOf(record: JsonObject): Map<string, string | number> {
  const about = new Map<string, string | number>();
  for (const [key, value] of Object.entries(record)) {
    const subject = columnAbout(key);
    const plain = typeof value === 'number' || (typeof value === 'string' && value !== '');
    if (plain && subject !== undefined && !about.has(subject)) about.set(subject, value);
  }
  return about;
}

/** The objects that hold a leaf, the nearest first. */
export function recordsAround(observation: Json, pointer: string): JsonObject[] {
  const segments = fromPointer(pointer);
  const around: JsonObject[] = [];
  for (let length = segments.length - 1; length >= 0; length -= 1) {
    const holder = valueAt(observation, toPointer(segments.slice(0, length)));
    if (isObject(holder)) around.push(holder);
  }
  return around;
}

/** Coordinates of one place in two sources, in degrees. */
const NEAR = 0.5;

/** Whether two records can speak of one thing, as far as this column goes. */
export function agree(about: string, a: string | number, b: string | number): boolean {
  if (sameScalar(a, b)) return true;
  if (about === 'latitude' || about === 'longitude') return Math.abs(Number(a) - Number(b)) < NEAR;
  if (typeof a === 'number' || typeof b === 'number') return false;
  if (about === 'country' && countryCode(a) !== undefined) return countryCode(a) === countryCode(b);
  return tokensOf(a).join(' ') === tokensOf(b).join(' ');
}
