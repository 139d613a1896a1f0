import type { Span } from '../dataset/task.ts';
import { fromPointer } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';
import { DENIAL, isFlagText } from './flag-text.ts';
import { spanText } from './span.ts';

/** Words of a name that say no more than that it is a switch. */
const SWITCHING = new Set(
  'include includes including with show also add use allow enable enabled get fetch return want is are has have be do should the of and flag'.split(
    ' ',
  ),
);
/** A name that says what is left out: nothing names it plainly. */
const DENYING = new Set(
  'exclude excluding without skip hide ignore omit no not non disable disabled suppress drop strip'.split(
    ' ',
  ),
);
const ONLY = /^(?:only|just|solely|exclusively|alone)$/;

/** Fewest letters that two forms of a word share, and most in which each may differ behind them. */
const SHARED = 4;
const ENDING = 3;

/** Forms of one word: archived, archives; recursive, recursively. Short words stand as they are. */
function alike(name: string, word: string): boolean {
  if (name === 'only') return ONLY.test(word);
  if (name === word) return true;
  const differs = [...name].findIndex((letter, at) => letter !== word[at]);
  const shared = differs < 0 ? name.length : differs;
  return shared >= SHARED && Math.max(name.length, word.length) - shared <= ENDING;
}

/** How much of a prompt beside a span may take back what it says, in characters. */
const BESIDE = 30;
/** No comma: "which are archived, please exclude them". */
const SENTENCE_END = /[.;:?!()]/;

/**
 * Whether words of the prompt name the parameter at a pointer, so that they say that it is true: "also archived
 * ones" names `/include_archived`. Each word of its name must stand among them, but for those that only say that
 * it is a switch; nothing in or beside them may deny it. A name that leaves out (`exclude_archived`) is named by none.
 */
export function saysFlag(prompt: string, span: Span, pointer: string): boolean {
  const text = spanText(prompt, span);
  if (text === undefined || !isFlagText(text)) return false;
  const names = wordsOf(fromPointer(pointer).at(-1) ?? '');
  const meant = names.filter((name) => !SWITCHING.has(name));
  if (names.some((name) => DENYING.has(name)) || !meant.some((name) => name.length >= SHARED))
    return false;
  const words = wordsOf(text);
  if (!meant.every((name) => words.some((word) => alike(name, word)))) return false;
  const points = Array.from(prompt);
  const [before = ''] = points.slice(0, span[0]).join('').split(SENTENCE_END).slice(-1);
  const [behind = ''] = points.slice(span[1]).join('').split(SENTENCE_END);
  return !DENIAL.test(before.slice(-BESIDE)) && !DENIAL.test(behind.slice(0, BESIDE));
}
