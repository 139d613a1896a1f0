/**
 * Letters of scripts that put no space between words, or write particles onto them: no letter beside it says
 * that a word goes on. A class for regular expressions with the flag `v`.
 */
export const UNSPACED =
  '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';

const LETTERS = new RegExp(`[${UNSPACED}&&\\p{L}]`, 'gv');

/** How many such letters a text holds. */
export const unspacedLetters = (text: string): number => text.match(LETTERS)?.length ?? 0;
