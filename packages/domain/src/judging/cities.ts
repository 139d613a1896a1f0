import type { Parameter } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import { wordsOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';

const CITY = new Set('city town village municipality locality place'.split(' '));
const ANYTHING = new Set('query q name search term text keyword value location address'.split(' '));
const IN_WORDS = /\b(cit(y|ies)|towns?)\b/i;

/** Whether a name (of a parameter, a column, an array) says that its values are towns. */
export const namesCity = (name: string): boolean =>
  wordsOf(name).some((word) => CITY.has(singular(word)));

/** Whether a parameter takes the name of a town: by its own name or, where that is vague, by the words around it. */
export function takesCity(tool: Tool, parameter: Parameter | undefined): boolean {
  if (parameter === undefined) return false;
  if (namesCity(parameter.name)) return true;
  const vague = wordsOf(parameter.name).every((word) => ANYTHING.has(singular(word)));
  if (!vague) return false;
  return IN_WORDS.test(parameter.description) || IN_WORDS.test(wordsOf(tool.name).join(' '));
}

/** The name of a town has letters; `63` and `CH-TI` are codes. */
export const isCityName = (value: unknown): value is string =>
  typeof value === 'string' && /\p{Ll}{2}/u.test(value);

/** A text that may name something: it flows from record to record. */
export const isLabel = (value: unknown): value is string =>
  typeof value === 'string' && /\p{L}{2}/u.test(value);
