import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, leavesOf, toPointer, valueAt } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';
import { show } from './check.ts';

/** Most of a text that is read for signs, in characters: half from its start, half from its end. */
const READ = 500;
const MORE_IN_PROSE = /\btruncated\b|\bmore (results|items|matches|available)\b/i;
const OF_IN_PROSE = /\b(?:showing|page)\b[^\n]{0,40}?\b(\d{1,9}) of (\d{1,9})\b/gi;

/** What a text says of a list of some length that goes on, or null. */
export function signInProse(text: string, length: number): string | null {
  const read = text.length <= READ ? text : `${text.slice(0, READ / 2)}\n${text.slice(-READ / 2)}`;
  const more = MORE_IN_PROSE.exec(read);
  if (more !== null) return show(more[0]);
  const found = [...read.matchAll(OF_IN_PROSE)].find(([said, at, all]) =>
    /^page/i.test(said) ? Number(all) > Number(at) : Number(all) > length,
  );
  return found === undefined ? null : show(found[0]);
}

const TOTALS = new Set('total count num number found'.split(' '));
const ANYTHING = new Set(
  'of all n result item record match hit element row entry object size'.split(' '),
);
const PAGES = /^((total|num|number of) )?pages$|^page count$|^last page$/;
const REMAINING = /^(remaining|left)( \w+)?$|^\w+ (remaining|left)$/;
const CURSOR = /^(cursor|next( .*)?|end cursor|continuation.*|resume.*)$/;
const MORE =
  /^((has|is) (more|next|next page|truncated|incomplete|partial)|truncated|incomplete|incomplete results|partial|partial results|more|more available)$/;
const LAST = /^((is|on) )?last( page)?$|^(is )?complete$/;
/** Objects beside a list that speak of it. */
const ABOUT = /^(pagination|paging|paginator|page|page info|cursors?|links?|info)$|\bmeta(data)?$/;

const plain = (key: string): string =>
  wordsOf(key)
    .join(' ')
    .replace(/^odata /, '');

/** `total`, `num_found`, and `total_shops` beside `shops`; a total rent counts no elements. */
function countsElements(name: string, list: string): boolean {
  const words = name.split(' ');
  const own = new Set(wordsOf(list).map(singular));
  return (
    words.some((word) => TOTALS.has(word)) &&
    words.every((word) =>
      [TOTALS, ANYTHING, own].some((set) => set.has(word) || set.has(singular(word))),
    )
  );
}

const amountOf = (value: Json | undefined): number =>
  isObject(value) ? amountOf(value.value) : typeof value === 'boolean' ? Number.NaN : Number(value);

const isSet = (value: Json): boolean =>
  value !== null && value !== '' && value !== false && value !== 0;

function signOf(key: string, value: Json, list: string, length: number): string | null {
  const name = plain(key);
  const amount = amountOf(value);
  const says =
    (countsElements(name, list) && amount > length) ||
    (PAGES.test(name) && amount > 1) ||
    (REMAINING.test(name) && amount > 0) ||
    (CURSOR.test(name) && [...leavesOf(value)].some((leaf) => isSet(leaf.value))) ||
    (MORE.test(name) && (value === true || value === 'true')) ||
    (LAST.test(name) && (value === false || value === 'false'));
  if (says) return `${key} is ${show(value)}`;
  return typeof value === 'string' ? signInProse(value, length) : null;
}

/** What stands in an object, with what its objects about paging hold; links may be listed by `rel`. */
const entriesOf = (holder: JsonObject): [string, Json][] =>
  Object.entries(holder).flatMap(([key, value]): [string, Json][] => {
    if (!ABOUT.test(plain(key))) return [[key, value]];
    if (isObject(value)) return [[key, null], ...Object.entries(value)];
    if (!Array.isArray(value)) return [[key, value]];
    return value
      .filter(isObject)
      .flatMap((link) => (typeof link.rel === 'string' ? [[link.rel, link.href ?? true]] : []));
  });

/**
 * What stands beside an array and says that there is more of it, or null. That nothing does proves
 * nothing: a `total` may be the length of what was returned.
 */
export function signOfMore(observation: Json, pointer: string, length: number): string | null {
  const segments = fromPointer(pointer);
  const list = segments.findLast((segment) => !/^\d+$/.test(segment)) ?? '';
  for (let end = segments.length - 1; end >= 0; end -= 1) {
    const holder = valueAt(observation, toPointer(segments.slice(0, end)));
    if (!isObject(holder)) return null;
    for (const [key, value] of entriesOf(holder)) {
      const sign = Array.isArray(value) ? null : signOf(key, value, list, length);
      if (sign !== null) return sign;
    }
  }
  return null;
}

/** The same in the prose that a result tells beside its structured content. */
export function signBeside(result: Json, length: number): string | null {
  if (!isObject(result) || (result.structuredContent ?? null) === null) return null;
  const blocks = Array.isArray(result.content) ? result.content : [];
  for (const block of blocks) {
    const text = isObject(block) ? block.text : undefined;
    if (typeof text !== 'string' || /^\s*[{[`]/.test(text)) continue;
    const sign = signInProse(text, length);
    if (sign !== null) return sign;
  }
  return null;
}
