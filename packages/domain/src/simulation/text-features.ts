/**
 * What a text is compared by when two requests are held against each other: its words and the groups of
 * three characters in them, so that inflections and misspellings stay near. Numbers in it are no features:
 * a year or a page is another one, never a similar one.
 */

const WORD = /[\p{L}\p{N}]+/gu;
const DIGIT = /\p{N}/u;

/** A text as it is compared: compatible forms composed, no marks, lower case. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** The words of a text in comparable form, numbers among them, in order. */
export const wordsOf = (text: string): string[] => plain(text).match(WORD) ?? [];

/** The words with a digit, in order: they must be the same in both texts. */
export const numbersIn = (text: string): string[] =>
  wordsOf(text).filter((word) => DIGIT.test(word));

/** The features of a text, each once. */
export function featuresOf(text: string): Set<string> {
  const features = new Set<string>();
  for (const word of wordsOf(text)) {
    if (DIGIT.test(word)) continue;
    features.add(`=${word}`);
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) features.add(padded.slice(at, at + 3));
  }
  return features;
}
