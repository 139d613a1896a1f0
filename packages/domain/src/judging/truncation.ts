import { parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromPointer, toPointer, valueAt } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';
import { show } from './check.ts';

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

const TOTAL =
  /^(total|total (count|results|items|records|matches|hits)|count|result count|num results)$/;
const CURSOR = /^(cursor|next( .*)?|end cursor|continuation.*|resume.*)$/;
const MORE =
  /^((has|is) (more|next|next page|truncated|incomplete)|truncated|incomplete|incomplete results|more)$/;
const PAGE = /^(pagination|paging|page|page info|meta|metadata|info)$/;
const PROSE = /\btruncated\b|\bmore (results|items|matches|available)\b|\bshowing\b.*\d+ of \d+/i;

const plain = (key: string): string => wordsOf(key).join(' ');

function signOf(key: string, value: Json, length: number): string | null {
  const name = plain(key);
  const said = `${key} is ${show(value)}`;
  if (TOTAL.test(name) && Number(value) > length && value !== true) return said;
  const empty = value === null || value === '' || value === false || value === 0;
  if (!empty && typeof value !== 'object' && CURSOR.test(name)) return said;
  if ((value === true || value === 'true') && MORE.test(name)) return said;
  return typeof value === 'string' && PROSE.test(value) ? said : null;
}

/**
 * What stands beside an array and says that there is more of it, or null. That nothing does proves
 * nothing: a `total` may be the length of what was returned.
 */
export function signOfMore(observation: Json, pointer: string, length: number): string | null {
  const segments = fromPointer(pointer);
  for (let end = segments.length - 1; end >= 0; end -= 1) {
    const holder = valueAt(observation, toPointer(segments.slice(0, end)));
    if (!isObject(holder)) return null;
    const beside = Object.entries(holder).flatMap(([key, value]) =>
      isObject(value) && PAGE.test(plain(key)) ? Object.entries(value) : [[key, value] as const],
    );
    for (const [key, value] of beside) {
      const sign = signOf(key, value, length);
      if (sign !== null) return sign;
    }
  }
  return null;
}

/** A length at which a server might stop: 20, 25, 100, 64. */
export const isRound = (length: number): boolean =>
  length >= 5 && (length % 5 === 0 || (length >= 8 && (length & (length - 1)) === 0));
