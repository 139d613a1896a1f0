import type { Json, JsonObject } from '@firefly/domain/json';
import type { Random } from '@firefly/domain/random';
import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import { type Column, columnOf } from '@firefly/domain/tool-graph/columns';
import { isPlural } from '@firefly/domain/words/nouns';
import { property } from './expressions.ts';
import { measureOf, namesPerson, participleOf, plainNoun } from './words.ts';

/** A field of a record that a person could ask for, with the clause that asks. */
export interface Attribute {
  readonly key: string;
  readonly field: ProposedField;
  /** The question about a subject. */
  readonly asks: (subject: readonly Part[]) => Part[];
  /** The noun, when "what is the … of" asks for it: two such join into one clause. */
  readonly plain: string | undefined;
}

const fieldName = (noun: string): string => noun.replaceAll(/[^a-z0-9]+/g, '_');

const compareOf = (value: Json): ProposedField['compare'] =>
  typeof value === 'number' && !Number.isInteger(value)
    ? { type: 'number', relative: 0.001 }
    : Array.isArray(value)
      ? { type: 'set' }
      : { type: 'exact' };

/** A proposed field whose expression reads one column of one record. */
const fieldOf = (record: string, column: Column, value: Json, says: string): ProposedField => {
  const path = `${record}.${property(column.key)}`;
  const list = Array.isArray(value);
  return {
    name: fieldName(says),
    kind: list ? 'list' : 'scalar',
    expression: list ? `[${path}]` : path,
    compare: compareOf(value),
    says,
  };
};

function attributeOf(record: string, column: Column, value: Json): Attribute | undefined {
  const make = (says: string, asks: Attribute['asks'], plain?: string): Attribute => ({
    key: column.key,
    field: fieldOf(record, column, value, says),
    asks,
    plain,
  });
  const participle = participleOf(column);
  if (participle !== undefined)
    return make(`date ${participle}`, (of) => ['when was ', ...of, ` ${participle}`]);
  const noun = plainNoun(column.key);
  if (noun === undefined) return undefined;
  const measure = measureOf(column);
  if (measure?.counts) return make(noun, (of) => [`how many ${noun} does `, ...of, ' have']);
  if (column.kind === 'number')
    return measure === undefined
      ? undefined
      : make(noun, (of) =>
          [`what is the ${noun} of `, ...of, measure.inUnit].filter((p) => p !== ''),
        );
  if (column.kind === 'list')
    return isPlural(noun.split(' ').at(-1) ?? '')
      ? make(noun, (of) => [`what ${noun} are on record for `, ...of])
      : undefined;
  if (column.kind === 'code' || column.kind === 'label' || column.kind === 'other')
    return undefined;
  if (isPlural(noun.split(' ').at(-1) ?? '')) return undefined;
  if (namesPerson(noun, value)) return make(noun, (of) => [`who is the ${noun} of `, ...of]);
  return make(noun, (of) => [`what is the ${noun} of `, ...of], noun);
}

/** The attributes of a record worth asking for, in the record's order; `except` names columns already used. */
export function attributesOf(
  record: JsonObject,
  expression: string,
  columns: readonly Column[] | undefined,
  except: readonly string[],
): Attribute[] {
  return Object.entries(record).flatMap(([key, value]) => {
    if (except.includes(key) || value === null || value === '') return [];
    if (Array.isArray(value) && (value.length === 0 || value.length > 6)) return [];
    const seen = columns?.find((column) => column.key === key) ?? columnOf(key, likeRows(record));
    return attributeOf(expression, seen, value) ?? [];
  });
}

/** A lone record says little about its columns: read it as if three like it had been seen. */
const likeRows = (record: JsonObject): JsonObject[] => [record, record];

/** One or two attributes by seeded choice, in the record's order; two are preferred. */
export function chooseAttributes(all: readonly Attribute[], random: Random, most = 2): Attribute[] {
  const chosen = new Set(random.shuffle(all).slice(0, most));
  return all.filter((attribute) => chosen.has(attribute));
}

/** The clauses that ask for attributes of one subject; the second clause takes it up with a pronoun. */
export function clausesFor(
  attributes: readonly Attribute[],
  subject: readonly Part[],
  again: string,
): Part[][] {
  const [first, second] = attributes;
  if (first === undefined) return [];
  if (second === undefined) return [first.asks(subject)];
  if (first.plain !== undefined && second.plain !== undefined)
    return [[`what are the ${first.plain} and the ${second.plain} of `, ...subject]];
  return [first.asks(subject), second.asks([again])];
}
