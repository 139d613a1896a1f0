import type { JsonObject } from '@firefly/domain/json';
import type { Part } from '@firefly/domain/synthesis/proposal';

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

/**
 * Where a table comes from, in words: " in PATH", " in Africa", nothing for a call without
 * arguments. Undefined if an argument cannot be said so; then the table gives no prompt.
 */
export function whereabouts(args: JsonObject): Part[] | undefined {
  const [first, ...others] = Object.entries(args);
  if (first === undefined) return [];
  const [key, value] = first;
  if (others.length > 0 || typeof value !== 'string' || !sayable(key, value)) return undefined;
  return [' in ', bound(value)];
}

/** Where a whole table comes from; a table that needs no argument is what the tool has "on record". */
export function tableWhereabouts(args: JsonObject): Part[] | undefined {
  const where = whereabouts(args);
  return where?.length === 0 ? [' on record'] : where;
}

/** What a call gave, and the arguments that the prompt may say. */
export interface Given {
  readonly arguments: JsonObject;
  /** It stands in a file that the sentence before asks to find: its path is no word of the prompt. */
  readonly searched?: boolean;
}

const IN_IT: readonly Part[] = [' in it'];

/** As {@link whereabouts}; of a file that the sentence before asks to find, " in it". */
export const whereOf = (given: Given): readonly Part[] | undefined =>
  given.searched === true ? IN_IT : whereabouts(given.arguments);

/** As {@link tableWhereabouts}; of a file that the sentence before asks to find, " in it". */
export const tableWhereOf = (given: Given): readonly Part[] | undefined =>
  given.searched === true ? IN_IT : tableWhereabouts(given.arguments);
