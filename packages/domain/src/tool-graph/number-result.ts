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
/** Prose longer than this is no answer to a sum. */
const LONGEST = 500;

/** The last number of a text, with the word before it and all that follows. */
function lastNumber(text: string): NumberResult | undefined {
  if (text.length > LONGEST) return undefined;
  const found = [...text.matchAll(NUMBER)].at(-1);
  if (found === undefined) return undefined;
  const before = /\S+\s*$/.exec(text.slice(0, found.index))?.[0] ?? '';
  const after = text.slice(found.index + found[0].length);
  // Without a word to hold on to, any text of one number would fit.
  if (!/\p{L}|=|:/u.test(before)) return undefined;
  return { place: { kind: 'prose', before, after }, value: Number(found[0]) };
}

/** The number an answer gives; `echoed` names what it may repeat of the arguments. */
export function numberResult(
  observation: Json,
  echoed: readonly string[],
): NumberResult | undefined {
  if (typeof observation === 'number') return { place: { kind: 'whole' }, value: observation };
  if (typeof observation === 'string') return lastNumber(observation);
  if (!isObject(observation)) return undefined;
  const numbers = Object.entries(observation).flatMap(([key, value]) =>
    typeof value === 'number' && !echoed.includes(key) ? [{ key, value }] : [],
  );
  const [only, ...others] = numbers;
  if (only === undefined || others.length > 0) return undefined;
  return { place: { kind: 'leaf', key: only.key }, value: only.value };
}
