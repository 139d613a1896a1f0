import type { Json } from '../json.ts';
import { contentParts, structuredContent } from './observe.ts';

/** Version of `modelView`; a bundle's manifest names it. Raise it with any change of a result. */
export const MODEL_VIEW_VERSION = 1;

/** Unicode code points of a view before it is cut. */
export const MODEL_VIEW_LIMIT = 16_000;

/** Index in UTF-16 units after the first `count` code points; undefined if the text is no longer. */
function indexAfter(text: string, count: number): number | undefined {
  if (text.length <= count) return undefined;
  let index = 0;
  for (let seen = 0; seen < count && index < text.length; seen += 1)
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  return index < text.length ? index : undefined;
}

/** Where to cut: the last line end, else (one huge line) a gap, so that no word or number is halved. */
function cutIndex(text: string, limit: number): number {
  if (text[limit] === '\n') return limit;
  const head = text.slice(0, limit);
  const lineEnd = head.lastIndexOf('\n');
  if (lineEnd > 0) return lineEnd;
  const gap = Math.max(head.lastIndexOf(' '), head.lastIndexOf(','));
  return gap > 0 ? gap : limit;
}

function cut(text: string): string {
  const limit = indexAfter(text, MODEL_VIEW_LIMIT);
  if (limit === undefined) return text;
  const end = cutIndex(text, limit);
  const more = [...text.slice(end)].length;
  return `${text.slice(0, end)}\n[cut: ${more} more characters]`;
}

/** What a model reads of a call's JSON-RPC `result`: in exploring, solving, trajectories and simulator. */
export function modelView(result: Json): string {
  const parts = contentParts(result);
  const lines = parts.map((part) =>
    part.kind === 'text'
      ? part.text
      : `[${part.media.type}: ${part.media.mimeType ?? 'unknown type'}, ${part.media.bytes} bytes]`,
  );
  const structured = structuredContent(result);
  if (structured !== undefined && !parts.some((part) => part.kind === 'text'))
    lines.unshift(JSON.stringify(structured));
  return cut(lines.join('\n'));
}

const NUMERIC = /^[-+]?\d+(?:[.,]\d+)*$/;
/** A JSON number that is not a piece of a longer number, a date's tail, a version or a word. */
const NUMBER_TOKEN =
  /(?<![\p{L}\p{N}_-]|\d\.)-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\p{L}\p{N}_]|\.\d)/gu;
const TOUCHES_BEFORE = /(?:[\p{L}\p{N}_]|\d\.)$/u;
const TOUCHES_AFTER = /^(?:[\p{L}\p{N}_]|\.\d)/u;

function standsAsToken(text: string, view: string): boolean {
  for (let at = view.indexOf(text); at >= 0; at = view.indexOf(text, at + 1)) {
    const before = view.slice(Math.max(0, at - 2), at);
    const end = at + text.length;
    const signed = NUMERIC.test(text) && before.endsWith('-');
    if (!signed && !TOUCHES_BEFORE.test(before) && !TOUCHES_AFTER.test(view.slice(end, end + 2)))
      return true;
  }
  return false;
}

const asciiEscape = (text: string): string =>
  text.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The ways a string is written: as it is, in JSON, and in the ASCII-only JSON of Python servers. */
function spellings(text: string): Set<string> {
  const escaped = JSON.stringify(text).slice(1, -1);
  return new Set([text, escaped, asciiEscape(escaped)]);
}

/**
 * Whether a leaf's value stands in a model view (check `visible`). Strings stand verbatim or
 * JSON-escaped; numbers, numeric strings and strings of one to three characters stand as whole
 * tokens ("US" does not stand in "RUSSIA"); numbers compare by value, so 149 stands in "149.00".
 */
export function isVisible(value: Json, view: string): boolean {
  if (typeof value === 'number')
    return view.matchAll(NUMBER_TOKEN).some(([token]) => Number(token) === value);
  if (typeof value === 'boolean' || value === null) return standsAsToken(String(value), view);
  if (typeof value !== 'string' || value === '') return false;
  const token = value.length < 4 || NUMERIC.test(value);
  return spellings(value)
    .values()
    .some((text) => (token ? standsAsToken(text, view) : view.includes(text)));
}
