import type { Span } from '../dataset/task.ts';
import { saysFlag } from './flag.ts';
import { NORMALIZERS, normalize } from './normalizers.ts';
import type { PlacedPart } from './prompt.ts';
import { cutsWord } from './span.ts';
import { wordRuns } from './word-runs.ts';

interface Words {
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
}

/** Every place where a text stands in another. */
function* occurrences(prompt: string, text: string): Generator<Words> {
  if (text === '') return;
  for (let start = prompt.indexOf(text); start >= 0; start = prompt.indexOf(text, start + 1))
    yield { text, start };
}

/** Numbers as they are printed, also beside a sign of currency or percent. */
function* numbers(prompt: string): Generator<Words> {
  for (const match of prompt.matchAll(/-?\d[\d,]*(?:\.\d+)?/g)) {
    const text = match[0].replace(/,+$/, '');
    yield { text, start: match.index };
  }
}

/** Where a value may be written: first as it is, then any number, then any run of words. */
function* candidates(prompt: string, value: string | number): Generator<Words> {
  yield* occurrences(prompt, String(value));
  yield* numbers(prompt);
  yield* wordRuns(prompt);
}

function spanAt(prompt: string, { text, start }: Words): Span {
  const from = Array.from(prompt.slice(0, start)).length;
  return [from, from + Array.from(text).length];
}

/**
 * Finds where a finished prompt says a value, as whole words that some normalizer reads: the first place
 * that fits. `words` are those of the prompt that are said to mean it; without them all are tried.
 */
export function placeValue(
  prompt: string,
  value: string | number,
  words?: string,
): PlacedPart | undefined {
  const found = words === undefined ? candidates(prompt, value) : occurrences(prompt, words);
  for (const { text, start } of found) {
    const normalizer = NORMALIZERS.find((name) => normalize(name, text) === value);
    if (normalizer === undefined) continue;
    const span = spanAt(prompt, { text, start });
    if (!cutsWord(prompt, span)) return { value, span, normalizer };
  }
  return undefined;
}

/** Finds where words of a prompt say that the parameter at a pointer is true. */
export function placeFlag(prompt: string, pointer: string, words: string): PlacedPart | undefined {
  for (const found of occurrences(prompt, words)) {
    const span = spanAt(prompt, found);
    if (!cutsWord(prompt, span) && saysFlag(prompt, span, pointer))
      return { value: true, span, normalizer: 'flag' };
  }
  return undefined;
}
