const NUMBER = /-?\d[0-9.eE+-]*/y;

/** The index just past the string literal that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function numberAt(text: string, start: number): string {
  NUMBER.lastIndex = start;
  return NUMBER.exec(text)?.[0] ?? '';
}

/**
 * Rewrites the strings (keys too) and numbers of a valid JSON text; all the rest, and every string
 * that `rewrite` leaves alone, stays byte for byte. A number that is rewritten becomes a string.
 * Working on decoded strings is what keeps a hit from tearing an escape such as `\n` apart.
 */
export function rewriteTokens(text: string, rewrite: (value: string) => string): string {
  const out: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const isString = char === '"';
    if (!isString && !/[-0-9]/.test(char)) {
      at += 1;
      continue;
    }
    const token = isString ? text.slice(at, endOfString(text, at)) : numberAt(text, at);
    const value: string = isString ? JSON.parse(token) : token;
    const rewritten = rewrite(value);
    if (rewritten !== value) {
      out.push(text.slice(copied, at), JSON.stringify(rewritten));
      copied = at + token.length;
    }
    at += Math.max(1, token.length);
  }
  out.push(text.slice(copied));
  return out.join('');
}
