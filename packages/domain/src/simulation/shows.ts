import { isObject, type Json } from '../json.ts';
import { contentParts, structuredContent } from '../observing/observe.ts';
import type { Difference } from './similar.ts';
import { plainText, wordsOf } from './text-features.ts';

/**
 * Whether it can be seen in a recorded answer that another request was asked: then the answer, given to this
 * one, would be false on its face. In doubt it can.
 */

/** UTF-16 units of an answer that are searched; a longer one is in doubt. */
const MAX_TEXT = 256 * 1024;
/** Shorter words are looked for as whole words. */
const SHORT = 3;
/** From here on a word is looked for without its last two letters: these change from "city" to "cities". */
const LONG = 6;
/** Say nothing by themselves, and stand in any English answer. */
const EMPTY = new Set(['a', 'an', 'the', 'of', 'in', 'on', 'at', 'for']);

const oneLine = (text: string): string => plainText(text).replace(/\s+/gu, ' ').trim();

/** Words that stand in one of the texts alone; all of them where only order or signs differ. */
function differingWords({ asked, recorded }: Difference): string[] {
  if (oneLine(asked) === oneLine(recorded)) return [];
  const [a, b] = [new Set(wordsOf(asked)), new Set(wordsOf(recorded))];
  const all = [...new Set([...a, ...b])];
  const alone = all.filter((word) => a.has(word) !== b.has(word));
  return alone.length > 0 ? alone.filter((word) => !EMPTY.has(word)) : all;
}

/** Texts, numbers and keys of a structured answer; false where they are too many to look at. */
function collect(root: Json, into: string[]): boolean {
  let length = 0;
  const open: Json[] = [root];
  while (open.length > 0) {
    const value = open.pop() ?? null;
    if (value === null || typeof value !== 'object') {
      into.push(String(value));
      length += into.at(-1)?.length ?? 0;
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        into.push(key);
        length += key.length;
        open.push(member);
      }
    } else for (const member of value) open.push(member);
    if (length > MAX_TEXT || open.length > MAX_TEXT) return false;
  }
  return true;
}

/** Everything that an answer says, as one plain text; null where that is not to be seen. */
function saidBy(result: Json): string | null {
  const said: string[] = [];
  const parts = contentParts(result);
  for (const part of parts) {
    if (part.kind === 'media') return null;
    said.push(part.text);
  }
  const structured = structuredContent(result);
  if (structured !== undefined && !collect(structured, said)) return null;
  const text = said.join('\n');
  return text.length > MAX_TEXT ? null : plainText(text);
}

/** Whether one of the differences between two requests shows in the result recorded for one of them. */
export function shows(differing: readonly Difference[], result: Json): boolean {
  const words = differing.flatMap(differingWords);
  if (words.length === 0) return false;
  const said = saidBy(result);
  if (said === null) return true;
  const whole = new Set(wordsOf(said));
  return words.some((word) =>
    word.length < SHORT
      ? whole.has(word)
      : said.includes(word.length < LONG ? word : word.slice(0, -2)),
  );
}
