/** Why a text gives no answer: a closed list, explained in docs/reward.md. */
export type NoObject =
  | 'none'
  | 'malformed'
  | 'repeated-key'
  | 'several'
  | 'text-behind'
  | 'too-long';

export type ObjectInText =
  | { readonly found: Readonly<Record<string, unknown>>; readonly before: string }
  | { readonly found: null; readonly because: NoObject };

/** Characters of a text that are looked at; a longer one is no answer. */
const MOST = 1_000_000;
/** So a JSON object begins, and neither `{name}` nor `\frac{1}{2}` does. */
const START = /\{\s*["}]/g;
/** What may stand behind the object: the end of a code fence, emphasis, a full stop. */
const CLOSING = /^[\s`*.]*$/;
/** A string, or a bracket outside of strings. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/gsy;
const PLAIN = /[^"{}[\]]*/gy;

/** Where an object ends that begins at `start`, and whether a key stands twice in one object of it. */
function scan(
  text: string,
  start: number,
): { readonly end: number; readonly twice: boolean } | null {
  /** The keys so far of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let twice = false;
  for (let at = start; at < text.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return null;
    at += token.length;
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text)?.[0] ?? '';
    at += plain.length;
    if (open.length === 0) return { end: at - plain.length, twice };
    const keys = open.at(-1);
    if (!token.startsWith('"') || !keys || !plain.trimStart().startsWith(':')) continue;
    const key = parse(token);
    twice ||= keys.has(String(key));
    keys.add(String(key));
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const no = (because: NoObject): ObjectInText => ({ found: null, because });

/**
 * The one JSON object with which a text ends; prose and a code fence may stand before it. A second object,
 * a key that stands twice and words behind the object are candidates beside it: then there is none.
 */
export function objectInText(text: string): ObjectInText {
  if (text.length > MOST) return no('too-long');
  START.lastIndex = 0;
  const start = START.exec(text)?.index;
  if (start === undefined) return no('none');
  const scanned = scan(text, start);
  if (scanned === null) return no('malformed');
  const found = parse(text.slice(start, scanned.end));
  if (typeof found !== 'object' || found === null) return no('malformed');
  const behind = text.slice(scanned.end);
  START.lastIndex = 0;
  if (START.test(behind)) return no('several');
  if (scanned.twice) return no('repeated-key');
  if (!CLOSING.test(behind)) return no('text-behind');
  return { found: found as Record<string, unknown>, before: text.slice(0, start) };
}
