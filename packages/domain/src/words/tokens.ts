import { UNSPACED } from './unspaced.ts';

/** Where a script has no spaces, a run of its letters is one word, apart from what stands beside it. */
const WORDS = new RegExp(
  `\\d+(?:[.,]\\d+)*|[[\\p{L}\\p{N}]--${UNSPACED}]+|[[\\p{L}\\p{N}]&&${UNSPACED}]+`,
  'gv',
);

/** The words of a text for comparing: without case, accents, punctuation. Numbers keep their point. */
export const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(WORDS) ?? [];
