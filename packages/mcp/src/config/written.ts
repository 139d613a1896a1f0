import { toPointer } from '@firefly/domain/pointer';

/** A value where it stands in a JSON text: offsets in UTF-16 units, ends exclusive. */
export interface Written {
  /** JSON Pointer; two members of one name have the same one. */
  readonly pointer: string;
  /** Of a member, where its name begins; else where the value does. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

/** Every value of a text that is known to be JSON, as written: those inside before what holds them. */
export function written(text: string): Written[] {
  const found: Written[] = [];
  const end = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
  };
  const next = (at: number): number => end(SPACE, at);

  const value = (pointer: string, from: number, start: number): number => {
    const opens = text[start];
    const stop = opens === '{' || opens === '[' ? inside(pointer, start) : end(SCALAR, start);
    found.push({ pointer, from, start, end: stop });
    return stop;
  };
  const inside = (pointer: string, open: number): number => {
    const isList = text[open] === '[';
    let at = next(open + 1);
    for (let index = 0; text[at] !== ']' && text[at] !== '}'; index += 1) {
      const from = at;
      const name = end(STRING, from);
      const key = isList ? index : JSON.parse(text.slice(from, name));
      // Behind the name of a member stands a colon.
      const start = isList ? from : next(next(name) + 1);
      at = next(value(pointer + toPointer([key]), from, start));
      if (text[at] === ',') at = next(at + 1);
    }
    return at + 1;
  };
  const start = next(0);
  value('', start, start);
  return found;
}

/** The pointer of a member whose name stands twice in its object, where only the last would count. */
export function doubled(text: string): string | undefined {
  const seen = new Set<string>();
  const twice = written(text).flatMap(({ pointer }) => {
    if (seen.has(pointer)) return [pointer];
    seen.add(pointer);
    return [];
  });
  // What stands inside both is found too: the whole is shorter.
  return twice.sort((a, b) => a.length - b.length)[0];
}
