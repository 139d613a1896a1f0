import { wordsOf } from '../words/identifiers.ts';

/** Last words of parameters that say where a tool is to look. */
const WHERE = new Set(
  'path dir directory folder root cwd workspace repo repository project database dataset collection'.split(
    ' ',
  ),
);

/** What may stand before it: a path of a file is rather what is looked for. */
const QUALIFIERS = new Set(
  'repo repository git root base work working project folder data database'.split(' '),
);

/** Whether a parameter says where a tool looks, not what for: the operator's value for it holds for every call. */
export function saysWhere(name: string): boolean {
  const words = wordsOf(name);
  const last = words.pop() ?? '';
  return WHERE.has(last) && words.every((word) => QUALIFIERS.has(word));
}
