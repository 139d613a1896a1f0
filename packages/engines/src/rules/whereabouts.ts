import type { Json, JsonObject } from '@firefly/domain/json';
import type { Part } from '@firefly/domain/synthesis/proposal';
import type { EntityTable } from '@firefly/domain/tool-graph/tables';
import { wordsOf } from '@firefly/domain/words/identifiers';
import { theBefore } from './articles.ts';
import { filterNoun } from './filters.ts';
import { plainNoun } from './words.ts';

/** A bound piece of the prompt: the value stands there as it is. */
export const bound = (value: string | number): Part => ({
  text: String(value),
  value,
  normalizer: 'identity',
});

const AREAS =
  /(region|subregion|continent|country|state|province|county|canton|territory|city|town|village|place|area|district)$/i;
const CODE = /^([A-Z]{2,3}|[a-z]{2,3})$|_|\d/;
const FILE = /^(\.{0,2}\/|[A-Za-z]:[\\/]|\S+\/)\S.*$|^\S+\.[a-z]{1,5}$/;

/** Whether a value names a file: a path, or a name with an ending. */
export const isFile = (value: string): boolean => FILE.test(value);

const sayable = (key: string, value: string): boolean =>
  isFile(value) || (AREAS.test(key) && !CODE.test(value));

/** Parameters that take a file: `file`, `filePath`, `file_name`. */
const isFileKey = (key: string): boolean => /^file( ?(path|name))?$/.test(wordsOf(key).join(' '));

/** Things that are by somebody: "the commits by X", not "the commits whose author is X". */
const MAKERS =
  /^(author|artist|composer|painter|writer|poet|photographer|sculptor|creator|architect|designer)$/;

/** Parameters whose value is the name of a container, said with its noun: "in the folder Reports". */
const CONTAINER = /^(folder|directory|repository|project|collection|database|dataset|library)$/;
const PLAIN_NAME = /^[\p{L}\p{N}][\p{L}\p{N} '&-]*$/u;

/** What tells the things of a call from others of their kind, in words. */
export interface Whereabouts {
  /** What stands close to the noun: " by X". */
  readonly near: readonly Part[];
  /** What may stand apart from it: " in PATH", " whose roast is dark". */
  readonly far: readonly Part[];
  /** An argument chose some out of many, other than by saying where they stand. */
  readonly chosen: boolean;
}

/** An argument that flows: what the thing it names is called, and what that is to each row. */
export interface Flowed {
  readonly parameter: string;
  readonly noun: string;
  readonly said: readonly Part[];
}

/** The one string that an argument is or lists. */
const textOf = (value: Json): string | undefined => {
  const only = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof only === 'string' ? only : undefined;
};

class Telling {
  readonly near: Part[] = [];
  readonly place: Part[] = [];
  readonly whose: Part[] = [];

  /** Where the things stand. False where that is said already: nobody stands in two places. */
  stands(...parts: readonly Part[]): boolean {
    if (this.place.length > 0) return false;
    this.place.push(...parts);
    return true;
  }

  /** What all the things have in common. */
  have(noun: string, said: readonly Part[]): boolean {
    if (AREAS.test(noun)) return this.stands(' in ', ...said);
    const [itself] = said;
    if (MAKERS.test(noun)) this.near.push(' by ', ...said);
    // "the products whose supplier is this supplier" would say it twice.
    else if (itself === `this ${noun}`) this.near.push(' of ', ...said);
    else this.whose.push(`${this.whose.length > 0 ? ' and' : ''} whose ${noun} is `, ...said);
    return true;
  }

  /** A value of the prompt. False where nobody would say it so. */
  given(key: string, value: Json, table: EntityTable | undefined, alone: boolean): boolean {
    const text = textOf(value);
    if (text === undefined) return false;
    // In a repository a file is what the things are about, not where they stand.
    if (!alone && isFileKey(key) && isFile(text)) {
      this.near.push(' for the file ', bound(text));
      return true;
    }
    if (typeof value === 'string' && sayable(key, value))
      return this.stands(` in ${theBefore(text)}`, bound(text));
    const noun = plainNoun(key);
    if (noun === undefined) return false;
    const filter = table && filterNoun(table, key, text);
    if (filter !== undefined) return this.have(filter, [bound(text)]);
    const named = CONTAINER.test(noun) && PLAIN_NAME.test(text);
    return named && this.stands(` in the ${noun} `, bound(text));
  }
}

/**
 * Where the things of a call come from, and what they have in common by its arguments. A filter can
 * be said if every row of the table shows it. Undefined if an argument cannot be said so; then the
 * call gives no prompt.
 */
export function whereaboutsOf(
  args: JsonObject,
  table?: EntityTable,
  flowed?: Flowed,
): Whereabouts | undefined {
  const telling = new Telling();
  let chosen = false;
  const entries = Object.entries(args);
  for (const [key, value] of entries) {
    const flows = key === flowed?.parameter;
    const told = flows
      ? telling.have(flowed.noun, flowed.said)
      : telling.given(key, value, table, entries.length === 1);
    if (!told) return undefined;
    const place = isFile(String(value)) || CONTAINER.test(plainNoun(key) ?? '');
    chosen ||= flows || !place || (entries.length > 1 && isFileKey(key));
  }
  const { near, place, whose } = telling;
  return { near, far: [...place, ...whose], chosen };
}

/** The same in one piece, to stand behind the noun: " by X in PATH", nothing for a call without arguments. */
export function whereabouts(args: JsonObject, table?: EntityTable): Part[] | undefined {
  const where = whereaboutsOf(args, table);
  return where && [...where.near, ...where.far];
}

/** Where a whole table comes from; a table that needs no argument is what the tool has "on record". */
export function tableWhereabouts(args: JsonObject, table?: EntityTable): Part[] | undefined {
  const where = whereabouts(args, table);
  return where?.length === 0 ? [' on record'] : where;
}

/** What a call gave, and the arguments that the prompt may say. */
export interface Given {
  readonly arguments: JsonObject;
  /** It stands in a file that the sentence before asks to find: its path is no word of the prompt. */
  readonly searched?: boolean;
  /** The table it is, or that it is a row of. */
  readonly found?: EntityTable;
  readonly table?: EntityTable | undefined;
}

const IN_IT: readonly Part[] = [' in it'];

/** As {@link whereabouts}; of a file that the sentence before asks to find, " in it". */
export const whereOf = (given: Given): readonly Part[] | undefined =>
  given.searched === true ? IN_IT : whereabouts(given.arguments, given.found ?? given.table);

/** As {@link tableWhereabouts}; of a file that the sentence before asks to find, " in it". */
export const tableWhereOf = (given: Given): readonly Part[] | undefined =>
  given.searched === true ? IN_IT : tableWhereabouts(given.arguments, given.found ?? given.table);
