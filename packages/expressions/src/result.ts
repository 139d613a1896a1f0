import type { Json } from '@firefly/domain/json';
import { LONGEST_TEXT } from './limits.ts';
import type { Reads } from './reads.ts';
import { Stop, show } from './stop.ts';
import { placeOf } from './tracked.ts';

/** A value of the library without its marks and without our Proxies, or a `Stop`. */
function plain(value: unknown, reads: Reads, where: string): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object') {
    const what =
      value === undefined ? 'nothing' : typeof value === 'number' ? `${value}` : show(value);
    throw new Stop('not-json', `${where} is ${what}, which JSON cannot hold`);
  }
  const place = placeOf(value);
  if (place !== undefined) {
    reads.whole(place);
    return place.raw as Json;
  }
  if (Array.isArray(value)) return value.map((item) => plain(item, reads, 'an item of the result'));
  const { _jsonata_function: native, _jsonata_lambda: own } = value as Record<string, unknown>;
  if (native === true || own === true || value instanceof RegExp) {
    throw new Stop('not-json', `${where} is a function`);
  }
  // Not by assignment: a key `__proto__` is data like any other.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => typeof item !== 'function')
      .map(([key, item]) => [key, plain(item, reads, `"${key}" of the result`)]),
  );
}

/** The JSON text of a result: finite, round-tripped, bounded. What the result is made of counts as read. */
export function resultText(value: unknown, reads: Reads): string {
  if (value === undefined) throw new Stop('nothing', 'the expression found nothing');
  const text = JSON.stringify(plain(value, reads, 'the result'));
  if (text.length > LONGEST_TEXT) throw new Stop('memory', 'the result is too long');
  return text;
}
