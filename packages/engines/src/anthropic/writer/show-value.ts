import { isObject, type Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';

/** How much is shown: elements of a list, keys of an object, characters of a text. */
interface Room {
  readonly items: number;
  readonly keys: number;
  readonly text: number;
}

/** Less and less, until it fits. */
const ROOMS: readonly Room[] = [
  { items: 24, keys: 60, text: 800 },
  { items: 10, keys: 40, text: 320 },
  { items: 6, keys: 30, text: 160 },
  { items: 4, keys: 24, text: 100 },
  { items: 3, keys: 16, text: 60 },
];

/** The beginning and the end of a text. No surrogate is halved. */
export function middleCut(text: string, room: number): string {
  if (text.length <= room) return text;
  const head = text.slice(0, Math.ceil(room * 0.7)).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(text.length - Math.floor(room * 0.3)).replace(/^[\udc00-\udfff]/, '');
  return `${head} … ${text.length - head.length - tail.length} more characters … ${tail}`;
}

/** Which elements of a list are shown: the first, the last, and those with a leaf that something flows from. */
function shownAt(length: number, room: number, kept: (index: number) => boolean): number[] {
  const head = Math.max(1, room - 1);
  const indexes = Array.from({ length }, (_, index) => index);
  return indexes.filter((index) => index < head || index === length - 1 || kept(index));
}

function shortened(value: Json, at: string, room: Room, keep: readonly string[]): Json {
  if (typeof value === 'string') return middleCut(value, room.text);
  const below = (key: string | number): string => at + toPointer([key]);
  const holds = (key: string | number): boolean =>
    keep.some((pointer) => `${pointer}/`.startsWith(`${below(key)}/`));
  if (Array.isArray(value)) {
    const out: Json[] = [];
    let next = 0;
    const missing = (until: number): void => {
      if (until > next) out.push(`… ${until - next} more of ${value.length}`);
    };
    for (const index of shownAt(value.length, room.items, holds)) {
      missing(index);
      out.push(shortened(value[index] ?? null, below(index), room, keep));
      next = index + 1;
    }
    missing(value.length);
    return out;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const shown = entries.filter(([key], index) => index < room.keys || holds(key));
  const left = entries.length - shown.length;
  return Object.fromEntries([
    ...shown.map(([key, child]) => [key, shortened(child, below(key), room, keep)] as const),
    ...(left > 0 ? [['…', `${left} more keys`] as const] : []),
  ]);
}

/**
 * An observation as the writer sees it, in about `limit` characters at most: a text as text, all else as
 * JSON, since expressions see it so. Long lists and texts lose their middle and say how much is missing;
 * the elements that hold a leaf of `keep` (pointers) stay.
 */
export function showValue(value: Json, limit: number, keep: readonly string[]): string {
  if (typeof value === 'string') return middleCut(value, limit);
  const whole = JSON.stringify(value);
  if (whole.length <= limit) return whole;
  let text = whole;
  for (const room of ROOMS) {
    text = JSON.stringify(shortened(value, '', room, keep));
    if (text.length <= limit) return text;
  }
  return middleCut(text, limit);
}
