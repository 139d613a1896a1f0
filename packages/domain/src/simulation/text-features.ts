/**
 * What a text is compared by when two requests are held against each other: its words, the groups of three
 * characters in them, so that inflections and misspellings stay near, which word follows which, and its
 * signs. Numbers in it are no features: a year or a page is another one, never a similar one.
 */

const WORD = /[\p{L}\p{N}]+/gu;
const DIGIT = /\p{N}/u;

/** A text as it is compared: compatible forms composed, no marks, lower case. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** The words of a text in comparable form, numbers among them, in order. */
export const wordsOf = (text: string): string[] => plainText(text).match(WORD) ?? [];

/** The words with a digit, in order: they must be the same in both texts. */
export const numbersIn = (text: string): string[] =>
  wordsOf(text).filter((word) => DIGIT.test(word));

/** The signs of a text, in order: what stands between words, but spaces. */
const signsOf = (text: string): string => text.replace(/[\p{L}\p{N}\p{M}\s]+/gu, '');

/** The features of a text, each once. */
export function featuresOf(text: string): Set<string> {
  const features = new Set<string>();
  const words = wordsOf(text);
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next !== undefined) features.add(`&${word} ${next}`);
    if (DIGIT.test(word)) continue;
    features.add(`=${word}`);
    const padded = ` ${word} `;
    for (let from = 0; from + 3 <= padded.length; from += 1)
      features.add(padded.slice(from, from + 3));
  }
  const signs = signsOf(text);
  if (signs !== '') features.add(`#${signs}`);
  return features;
}
