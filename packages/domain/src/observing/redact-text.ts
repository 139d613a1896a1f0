/** A JSON text and what stands around it (space, a code fence); the three together are the whole text. */
export interface JsonBody {
  readonly before: string;
  readonly json: string;
  readonly after: string;
}

const FENCE = '```';

function unfenced(text: string): JsonBody {
  const opening = /^\s*```[A-Za-z0-9]*[ \t]*\n/.exec(text)?.[0];
  const end = text.lastIndexOf(FENCE);
  if (opening === undefined || end < opening.length || text.slice(end + 3).trim() !== '')
    return { before: '', json: text, after: '' };
  return { before: opening, json: text.slice(opening.length, end), after: text.slice(end) };
}

/** The text as JSON, or undefined if it is none: a bare number or word is taken as plain text. */
export function bodyOfJson(text: string): JsonBody | undefined {
  const body = unfenced(text);
  if (!/^\s*["[{]/.test(body.json)) return undefined;
  try {
    JSON.parse(body.json);
  } catch {
    return undefined;
  }
  return body;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  '/': '\\/',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};

/** One UTF-16 unit, bare or in any JSON escape, however often its backslash was escaped again. */
function unit(char: string): string {
  if (/[A-Za-z0-9_]/.test(char)) return char;
  const hex = char.charCodeAt(0).toString(16).padStart(4, '0');
  const digits = [...hex].map((d) => (/[a-f]/.test(d) ? `[${d}${d.toUpperCase()}]` : d)).join('');
  const bare = char === '\\' ? '\\\\{1,16}' : `\\u${hex}`;
  const short = SHORT[char];
  return `(?:${bare}|\\\\{1,8}u${digits}${short === undefined ? '' : `|\\\\{1,8}${short}`})`;
}

/**
 * The source of a pattern that finds a value in a text in which it may stand JSON-escaped once or
 * more: inside prose that quotes JSON no parser can tell us how often.
 */
export const anyEscaping = (value: string): string => value.split('').map(unit).join('');
