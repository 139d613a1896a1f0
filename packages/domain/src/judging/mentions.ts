import type { Json } from '../json.ts';
import { NORMALIZERS, normalize } from '../synthesis/normalizers.ts';
import { wordRuns } from '../synthesis/word-runs.ts';
import { tokensOf } from '../words/tokens.ts';
import { UNSPACED, unspacedLetters } from '../words/unspaced.ts';

const NUMBERS = new RegExp(
  `(?<![[\\p{L}\\d.,]--${UNSPACED}])\\d[\\d,]*(?:\\.\\d+)?(?![[\\p{L}\\d]--${UNSPACED}])`,
  'gv',
);

const numbersOf = (text: string): number[] =>
  (text.match(NUMBERS) ?? []).map((token) => Number(token.replaceAll(',', '')));

/** `IT` and `US` are codes, "it" and "us" are words. */
const CODE = /^\p{Lu}{2,3}$/u;

function holdsTokens(text: string, value: string): boolean {
  if (CODE.test(value)) return text.match(/[\p{L}\p{N}]+/gu)?.includes(value) ?? false;
  const wanted = tokensOf(value);
  if (wanted.length === 0) return value.trim() !== '' && text.includes(value);
  const [said, sought] = [tokensOf(text).join(' '), wanted.join(' ')];
  // Without spaces nobody can say where a word begins or ends.
  return unspacedLetters(value) > 0 ? said.includes(sought) : ` ${said} `.includes(` ${sought} `);
}

/** Whether a text states a value: a string as whole words, a number by its amount. Never a boolean or null. */
export function mentions(text: string, value: Json): boolean {
  if (typeof value === 'number') return numbersOf(text).includes(Math.abs(value));
  if (typeof value !== 'string') return false;
  const amount = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isFinite(amount) && numbersOf(text).includes(Math.abs(amount))) return true;
  return holdsTokens(text, value);
}

/** Whether any normalizer makes the value out of any run of words of the prompt, or it simply stands there. */
export function derivable(prompt: string, value: Json): boolean {
  if (mentions(prompt, value)) return true;
  return wordRuns(prompt).some(({ text }) =>
    // Any plain words read as a flag: whether they are one, their parameter says.
    NORMALIZERS.some((name) => name !== 'flag' && normalize(name, text) === value),
  );
}

/** The same value written as text or as a number. */
export const sameScalar = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === b) return a !== undefined;
  const [left, right] = typeof a === 'number' ? [a, b] : [b, a];
  return (
    typeof left === 'number' &&
    typeof right === 'string' &&
    right.trim() !== '' &&
    Number(right) === left
  );
};

/** A leaf that a reader can take the value from: it is the value, or a text that states it. */
export const stands = (leaf: Json, value: Json): boolean =>
  sameScalar(leaf, value) || (typeof leaf === 'string' && mentions(leaf, value));
