const TOKEN =
  /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/uy;
const SPACE = /[ \t\r\n]*/y;

/** What may come next, each for one token. */
type Expected =
  | 'value'
  | 'value or end'
  | 'name'
  | 'name or end'
  | 'colon'
  | 'comma or end'
  | 'nothing';

/** What comes after a token, or undefined if it must not stand here. `open`: the brackets around it. */
function after(token: string, expected: Expected, open: string[]): Expected | undefined {
  const behindValue = () => (open.length === 0 ? 'nothing' : 'comma or end');
  if (token === '}' || token === ']') {
    if (!expected.endsWith('or end') || open.pop() !== (token === '}' ? '{' : '['))
      return undefined;
    return behindValue();
  }
  if (token === ',')
    return expected !== 'comma or end' ? undefined : open.at(-1) === '{' ? 'name' : 'value';
  if (token === ':') return expected === 'colon' ? 'value' : undefined;
  if (expected.startsWith('name')) return token.startsWith('"') ? 'colon' : undefined;
  if (!expected.startsWith('value')) return undefined;
  if (token !== '{' && token !== '[') return behindValue();
  open.push(token);
  return token === '{' ? 'name or end' : 'value or end';
}

/** Where a text stops being JSON, as an offset: its length if it ends too early; undefined if it is JSON. */
export function jsonFault(text: string): number | undefined {
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; ) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    if (at === text.length) return expected === 'nothing' ? undefined : at;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    const next: Expected | undefined =
      token === undefined ? undefined : after(token, expected, open);
    if (token === undefined || next === undefined) return at;
    expected = next;
    at += token.length;
  }
}

/** That place in words; they quote nothing, for a secret may stand there. */
export function jsonFaultTold(text: string): string {
  const at = jsonFault(text) ?? 0;
  if (at === text.length) return 'it ends too early';
  const before = text.slice(0, at).split('\n');
  return `see line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
