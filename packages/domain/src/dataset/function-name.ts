import { sha256 } from '../identity.ts';

/** What APIs of models take as the name of a function. */
export const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

const LONGEST = 64;
const HASH_DIGITS = 16;
/** Separates what is left of an id from its hash; no plain name holds three underscores in a row. */
const MARK = '___';
/** Words joined by single underscores: where a doubled one stands, it was a slash. */
const plain = /^[a-zA-Z0-9-]+(_[a-zA-Z0-9-]+)*(\/[a-zA-Z0-9-]+(_[a-zA-Z0-9-]+)*)*$/;

/**
 * A tool's id as the name of a function, the same wherever a tool is handed to a model. A plain id keeps
 * its words and writes `__` for the slash (`files/read_text_file` is `files__read_text_file`), which can
 * be read back. Any other id (a dot, a doubled or outer underscore, more than 64 characters) gives what
 * can be kept of it, `___` and the first 16 digits of its hash; `functionNames` reads that back.
 */
export function functionName(id: string): string {
  const name = id.replaceAll('/', '__');
  if (plain.test(id) && name.length <= LONGEST) return name;
  const kept = name
    .replace(/[^a-zA-Z0-9_-]/g, '_')
    .replace(/_{3,}/g, '__')
    .slice(0, LONGEST - MARK.length - HASH_DIGITS)
    .replace(/_+$/, '');
  return `${kept}${MARK}${sha256(id).slice(0, HASH_DIGITS)}`;
}

/** Which tool each function name means, of these ids. Throws if two of them share a name. */
export function functionNames(ids: Iterable<string>): ReadonlyMap<string, string> {
  const idOf = new Map<string, string>();
  for (const id of ids) {
    const name = functionName(id);
    const other = idOf.get(name);
    if (other !== undefined && other !== id)
      throw new Error(`the tools ${other} and ${id} share the function name ${name}`);
    idOf.set(name, id);
  }
  return idOf;
}
