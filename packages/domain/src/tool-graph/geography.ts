import { isObject, type Json, type JsonObject } from '../json.ts';

const LATITUDE =
  /^(?:(.+?)[_-]?)?lat(?:itude)?(?:[_-]?(\d|from|to|start|end|origin|destination|a|b))?$/i;
const LONGITUDE =
  /^(?:(.+?)[_-]?)?(?:lon|lng|long|longitude)(?:[_-]?(\d|from|to|start|end|origin|destination|a|b))?$/i;

const roleIn = (pattern: RegExp, key: string): string | undefined => {
  const found = pattern.exec(key);
  return found === null ? undefined : (found[1] ?? found[2] ?? '').toLowerCase();
};

/** What a name says besides "latitude": `from` of `fromLat`, `1` of `lat1`, nothing of `latitude`. Undefined for other names. */
export const latitudeKey = (key: string): string | undefined => roleIn(LATITUDE, key);
/** The same for "longitude". */
export const longitudeKey = (key: string): string | undefined => roleIn(LONGITUDE, key);

/** The keys under which a record holds its place on the earth. */
export interface Coordinates {
  readonly latitude: string;
  readonly longitude: string;
}

const degrees = (value: Json | undefined): number | undefined => {
  const text = typeof value === 'string' && /^-?\d{1,3}(\.\d+)?$/.test(value);
  return typeof value === 'number' || text ? Number(value) : undefined;
};

/** The numbers at a record's coordinates; undefined if they are none of the earth's. */
export function pointOf(
  record: JsonObject,
  { latitude, longitude }: Coordinates,
): readonly [number, number] | undefined {
  const [north, east] = [degrees(record[latitude]), degrees(record[longitude])];
  if (north === undefined || east === undefined) return undefined;
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? [north, east] : undefined;
}

/** Where a record holds its own latitude and longitude, as numbers or as text. */
export function coordinatesOf(record: Json): Coordinates | undefined {
  if (!isObject(record)) return undefined;
  const latitude = Object.keys(record).find((key) => latitudeKey(key) === '');
  const longitude = Object.keys(record).find((key) => longitudeKey(key) === '');
  if (latitude === undefined || longitude === undefined) return undefined;
  const found = { latitude, longitude };
  return pointOf(record, found) === undefined ? undefined : found;
}

const REGION =
  /\b(country|continent|(sub)?region|state|province|prefecture|county|canton|governorate|department|district|territory|area|zone)\b/i;

/** Whether a noun or a name means land with no one place: a country, a province, "Anseba Region". */
export const isRegion = (words: string | undefined): boolean =>
  words !== undefined && REGION.test(words);
