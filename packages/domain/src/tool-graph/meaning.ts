import type { JsonObject } from '../json.ts';
import { objectOf, PREPOSITIONS, wordsOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';
import type { Column } from './columns.ts';

/** Nouns that say nothing about which kind of thing is meant. */
const ANYTHING = new Set('entity node item record object entry thing element resource'.split(' '));
/** Parameter names that say how a value is used, not what it is. */
const GENERIC = new Set(
  'query q name names term terms text search keyword keywords value values title titles input grep pattern phrase filter'.split(
    ' ',
  ),
);
/** Whether a parameter takes words to look for, whatever they name. */
export const takesWords = (name: string): boolean => {
  const [word = '', ...others] = wordsOf(name);
  return others.length === 0 && GENERIC.has(word);
};

/** Parameter names that take a thing of any kind by its id. */
const ANY_REFERENCE = new Set('object ref reference revision rev item record resource'.split(' '));

/** The meaning of a value that may name a thing of any kind. */
export const ANY_NAME = 'any name';
/** The meaning of a value that may be the id of a thing of any kind. */
export const ANY_ID = 'any id';

const last = (words: readonly string[]): string | undefined => words.at(-1);
const nounOf = (words: readonly string[]): string | undefined => {
  const noun = last(words);
  return noun === undefined ? undefined : singular(noun);
};

/** Last words that make a compound; an array parameter has them in the plural. */
const ENDINGS: ReadonlyMap<string, 'name' | 'id' | 'code'> = new Map([
  ['name', 'name'],
  ['names', 'name'],
  ['id', 'id'],
  ['ids', 'id'],
  ['code', 'code'],
  ['codes', 'code'],
  // What identifies a thing by what it holds is an id of it.
  ...['hash', 'sha', 'oid', 'uuid', 'guid'].map((word) => [word, 'id'] as const),
]);

/** The meaning of a compound: `countryName` names a country, `state_ids` are state ids, `nodeName` names anything. */
function compoundMeaning(words: readonly string[], ending: 'name' | 'id' | 'code') {
  const noun = nounOf(words.slice(0, -1));
  if (noun === undefined || ending !== 'name') return noun && `${noun} ${ending}`;
  return ANYTHING.has(noun) ? ANY_NAME : noun;
}

/**
 * The semantic type of a column: what one of its values names. A label names a thing of the table's
 * own noun; `countryName` names a country; `id` is the id of the table's noun.
 */
export function columnMeaning(column: Column, tableNoun: string | undefined): string | undefined {
  const words = column.words.map((word) => word.toLowerCase());
  if (column.kind === 'label') return tableNoun ?? ANY_NAME;
  const ending = ENDINGS.get(last(words) ?? '');
  if (words.length === 1 && ending === 'id')
    return tableNoun === undefined ? undefined : `${tableNoun} id`;
  if (words.length > 1 && ending !== undefined) return compoundMeaning(words, ending);
  if (ending === 'id' || ending === 'code') return undefined;
  return column.kind === 'code' || column.kind === 'date' || column.kind === 'number'
    ? undefined
    : nounOf(words);
}

/** A parameter as the graph needs it. */
export interface ParameterWords {
  readonly name: string;
  readonly tool: string;
}

/** The semantic types a value given to a parameter may have; `returns` are nouns of what its tool gives. */
export function parameterMeanings(
  parameter: ParameterWords,
  returns: readonly string[],
): readonly string[] {
  const own = parameterMeaning(parameter);
  const words = wordsOf(parameter.name);
  const [word = '', ...others] = words;
  const all = new Set(own === undefined ? [] : [own]);
  if (others.length === 0) {
    if (GENERIC.has(word)) for (const noun of returns) all.add(noun);
    const id = ENDINGS.get(word) === 'id';
    if (id) for (const noun of returns) all.add(`${noun} id`);
    // An id of nothing in particular.
    if (ANY_REFERENCE.has(word) || (id && all.size === 0)) all.add(ANY_ID);
  }
  return [...all];
}

/** The semantic type of a parameter: what a value given to it must name. */
export function parameterMeaning({ name, tool }: ParameterWords): string | undefined {
  const words = wordsOf(name);
  const about = nounOf(objectOf(tool));
  if (words.length === 1 && words[0] !== undefined && GENERIC.has(words[0])) {
    if (about === undefined || ANYTHING.has(about)) return ANY_NAME;
    return about;
  }
  const ending = ENDINGS.get(last(words) ?? '');
  if (words.length === 1 && ending === 'id') return about === undefined ? undefined : `${about} id`;
  if (words.length > 1 && ending !== undefined) return compoundMeaning(words, ending);
  // `sort_by` says how a value is used.
  return ending === 'code' || PREPOSITIONS.has(last(words) ?? '') ? undefined : nounOf(words);
}

/** Keys that only say that something was found: what, the tool's name says. */
const CONTAINERS = new Set('result hit match found data row list response output'.split(' '));

/** The noun for the records of a table, in the singular: from the array's key, a file's name, or the tool's. */
export function tableNoun(
  steps: readonly string[],
  tool: string,
  args: JsonObject,
): string | undefined {
  const key = last(steps);
  const held = key === undefined ? undefined : nounOf(wordsOf(key));
  if (key !== undefined && !CONTAINERS.has(held ?? ''))
    return held === undefined || ANYTHING.has(held) ? undefined : held;
  for (const value of Object.values(args)) {
    const file = typeof value === 'string' ? /([^/\\]+)\.[a-z]{1,5}$/i.exec(value)?.[1] : undefined;
    if (file !== undefined) return nounOf(wordsOf(file));
  }
  const noun = nounOf(objectOf(tool));
  return noun === undefined || ANYTHING.has(noun) ? undefined : noun;
}
