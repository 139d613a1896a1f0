import { isObject, type Json } from '../json.ts';

/** Where a tool's answer holds the one number it computed. */
export type NumberPlace =
  | { readonly kind: 'whole' }
  | { readonly kind: 'leaf'; readonly key: string }
  /** In prose: between fixed words, up to the end of the text. */
  | { readonly kind: 'prose'; readonly before: string; readonly after: string };

export interface NumberResult {
  readonly place: NumberPlace;
  readonly value: number;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
/** The word or sign before a number, and what stands between: "is ", "= ", ": **". */
const HOLD = /(?:\p{L}+|[=:])[^\p{L}\p{N}=:]*$/u;
/** Prose longer than this is no answer to a sum. */
const LONGEST = 500;

/** The last number of a text, with the word before it and all that follows. */
function lastNumber(text: string): NumberResult | undefined {
  if (text.length > LONGEST) return undefined;
  const found = [...text.matchAll(NUMBER)].at(-1);
  if (found === undefined) return undefined;
  // Without a word to hold on to, any text of one number would fit.
  const before = HOLD.exec(text.slice(0, found.index))?.[0];
  if (before === undefined) return undefined;
  const after = text.slice(found.index + found[0].length);
  return { place: { kind: 'prose', before, after }, value: Number(found[0]) };
}

/** The one number an answer gives beside those it was `given`; undefined if it gives none or several. */
export function numberResult(
  observation: Json,
  given: readonly number[],
): NumberResult | undefined {
  if (typeof observation === 'number') return { place: { kind: 'whole' }, value: observation };
  if (typeof observation === 'string') return lastNumber(observation);
  if (!isObject(observation)) return undefined;
  const numbers = Object.entries(observation).flatMap(([key, value]) =>
    typeof value === 'number' && !given.includes(value) ? [{ key, value }] : [],
  );
  const [only, ...others] = numbers;
  if (only === undefined || others.length > 0) return undefined;
  return { place: { kind: 'leaf', key: only.key }, value: only.value };
}

/** The number at a known place of an answer; undefined if there is none, or the words around it differ. */
export function numberAt(observation: Json, place: NumberPlace): number | undefined {
  const value = valueIn(observation, place);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function valueIn(observation: Json, place: NumberPlace): number | undefined {
  if (place.kind === 'whole') return typeof observation === 'number' ? observation : undefined;
  if (place.kind === 'leaf') {
    const value = isObject(observation) ? observation[place.key] : undefined;
    return typeof value === 'number' ? value : undefined;
  }
  const found = typeof observation === 'string' ? lastNumber(observation) : undefined;
  const same =
    found?.place.kind === 'prose' &&
    found.place.before === place.before &&
    found.place.after === place.after;
  return same ? found.value : undefined;
}
