import type { JsonObject } from '@firefly/domain/json';
import { type Place, placeName, type Reads } from './reads.ts';
import { Stop } from './stop.ts';

/**
 * Names by which the library (2.2.2) marks its own arrays and functions. It looks for them on data
 * too, so data must never show them: `{"outerWrapper": true}` would turn `$` into nothing.
 */
const MARKS = new Set([
  'sequence',
  'outerWrapper',
  'tupleStream',
  'keepSingleton',
  'cons',
  '_jsonata_function',
  '_jsonata_lambda',
]);

/** Looked for by `await` and by `JSON.stringify` on any object: that is no reading by the expression. */
const QUIET = new Set(['then', 'toJSON']);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const places = new WeakMap<object, Place>();

/** Where a value of the inputs stands; undefined for anything made during the evaluation. */
export const placeOf = (value: unknown): Place | undefined =>
  isObject(value) ? places.get(value) : undefined;

function refuseMark(place: Place, key: string): never {
  throw new Stop(
    'error',
    `${placeName(place)} has a property "${key}", which no expression can read`,
  );
}

/**
 * The inputs behind a Proxy. Reading a scalar notes its leaf. Asking for a property that is not there
 * throws: the library asks with `hasOwnProperty` before it reads, so the trap that sees a missing
 * step is `getOwnPropertyDescriptor`; `get` never hears of it.
 */
export function track(root: JsonObject, reads: Reads): object {
  const wrap = (raw: object, parent: Place | null, key: string): object => {
    const children = new Map<string, object>();
    const noted = new Set<string>();
    const list = Array.isArray(raw);
    const place: Place = { raw, parent, key, reads, touched: false };
    const proxy = new Proxy(raw, {
      get(target, property) {
        if (typeof property === 'symbol') return Reflect.get(target, property);
        const own = Object.hasOwn(target, property);
        if (list && (!own || property === 'length')) return Reflect.get(target, property);
        return own && !MARKS.has(property) ? read(property) : undefined;
      },
      getOwnPropertyDescriptor(target, property) {
        const descriptor = Reflect.getOwnPropertyDescriptor(target, property);
        if (typeof property === 'symbol' || list) return descriptor;
        if (descriptor === undefined) {
          const what = parent === null ? `there is no call "${property}"` : null;
          throw new Stop('missing', what ?? `${placeName(place)} has no "${property}"`);
        }
        if (MARKS.has(property)) refuseMark(place, property);
        if (QUIET.has(property) && !isObject(descriptor.value)) reads.leaf(place, property);
        return descriptor;
      },
      ownKeys(target) {
        const keys = Reflect.ownKeys(target);
        const mark = list ? undefined : keys.find((name) => MARKS.has(String(name)));
        if (mark !== undefined) refuseMark(place, String(mark));
        return keys;
      },
    });
    const read = (property: string): unknown => {
      const value: unknown = Reflect.get(raw, property);
      if (!isObject(value)) {
        // Once is enough: a predicate with an aggregate in it reads each row again for every row.
        if (!QUIET.has(property) && !noted.has(property)) reads.leaf(place, property);
        noted.add(property);
        return value;
      }
      const child = children.get(property) ?? wrap(value, place, property);
      children.set(property, child);
      return child;
    };
    places.set(proxy, place);
    return proxy;
  };
  return wrap(root, null, '');
}
