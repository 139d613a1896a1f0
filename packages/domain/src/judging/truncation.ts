import { parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { valueAt } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';

const LIMIT_WORDS = new Set(
  'limit max maximum top count size take first rows n num per head'.split(' '),
);
const IN_PROSE =
  /\b(?:defaults?(?: to| is)?|max(?:imum)?(?: of| is)?|up to|at most|limit(?:ed to| of| is)?|first|top)[\s:=(]*(\d+)\b/gi;

const numbersIn = (text: string): number[] =>
  [...text.matchAll(IN_PROSE)].map(([, number]) => Number(number));

/** Every number that may have cut a list of this call: arguments, defaults, and what descriptions say. */
export function limitsOf(tool: Tool, args: JsonObject): number[] {
  const limits = numbersIn(tool.description);
  for (const parameter of parametersOf(tool)) {
    if (!wordsOf(parameter.name).some((word) => LIMIT_WORDS.has(word))) continue;
    const given = valueAt(args, parameter.pointer);
    for (const value of [given, parameter.default, parameter.maximum]) {
      if (value !== undefined && value !== null && value !== '') limits.push(Number(value));
    }
    limits.push(...numbersIn(parameter.description));
  }
  return limits;
}

/** A length at which a server might stop: 20, 25, 100, 64. Two short lists are often equally long. */
export const isRound = (length: number): boolean =>
  length >= 8 && ((length >= 10 && length % 5 === 0) || (length & (length - 1)) === 0);
