import { wordsOf } from '../words/identifiers.ts';

/** Last words of parameters that say where a tool is to look. */
const WHERE = new Set(
  'path dir directory folder root cwd workspace repo repository project database dataset collection'.split(
    ' ',
  ),
);

/** Whether a parameter says where a tool looks, not what for: the operator's value for it holds for every call. */
export const saysWhere = (name: string): boolean => WHERE.has(wordsOf(name).at(-1) ?? '');
