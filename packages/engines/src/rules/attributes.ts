import type { Json, JsonObject } from '@firefly/domain/json';
import type { Random } from '@firefly/domain/random';
import { timeKeys } from '@firefly/domain/reward/times';
import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import { type Column, columnOf } from '@firefly/domain/tool-graph/columns';
import { asksWho } from '@firefly/domain/words/people';
import { property } from './expressions.ts';
import { isArea, isLocated, whereIs } from './located.ts';
import { measureOf } from './measures.ts';
import { possessed } from './phrases.ts';
import { isPluralPhrase, participleOf, plainNoun } from './words.ts';

/** A field of a record that a person could ask for, with the clause that asks. */
export interface Attribute {
  readonly key: string;
  readonly field: ProposedField;
  /** The question about a subject. */
  readonly asks: (subject: readonly Part[]) => Part[];
  /** The noun, when "what is the … of" asks for it: two such join into one clause. */
  readonly plain: string | undefined;
}

/** Lists of sentences about a thing. */
const NOTES = /^(observations|remarks|facts)$/;
const NOTED = { type: 'set', of: { type: 'text' } } as const;
/** Nouns that fit several things at once ("the region of Peru"), or that many a country calls otherwise. */
const VAGUE = /(^|\s)(sub)?(region|zone|area|sector|group|section|state|province)$/;

export const isVague = (noun: string): boolean => VAGUE.test(noun);

export const fieldName = (noun: string): string => noun.replaceAll(/[^a-z0-9]+/g, '_');

function compareOf({ kind }: Column, value: Json, noun: string): ProposedField['compare'] {
  if (typeof value === 'number' && !Number.isInteger(value))
    return { type: 'number', relative: 0.001 };
  // Notes are sentences, other lists hold names.
  if (Array.isArray(value)) return NOTES.test(noun) ? NOTED : { type: 'set' };
  // Nothing in a question says how a date is to be written.
  if (kind === 'date' && timeKeys(String(value)).length > 0) return { type: 'date' };
  return { type: 'exact' };
}

/** A proposed field whose expression reads one column of one record. */
const fieldOf = (
  record: string,
  column: Column,
  value: Json,
  noun: string,
  says: string,
): ProposedField => {
  const path = `${record}.${property(column.key)}`;
  const list = Array.isArray(value);
  return {
    name: fieldName(noun),
    kind: list ? 'list' : 'scalar',
    expression: list ? `[${path}]` : path,
    compare: compareOf(column, value, noun),
    says,
  };
};

function attributeOf(
  record: string,
  column: Column,
  value: Json,
  { located, known }: { readonly located: boolean; readonly known: boolean },
): Attribute | undefined {
  const make = (
    noun: string,
    asks: Attribute['asks'],
    { says = noun, plain }: { says?: string; plain?: string } = {},
  ): Attribute => ({
    key: column.key,
    field: fieldOf(record, column, value, noun, says),
    asks,
    plain,
  });
  // Nobody asks for a time that is answered in seconds since 1970.
  if (column.time === 'epoch') return undefined;
  const participle = participleOf(column);
  if (participle !== undefined)
    return make(`date ${participle}`, (of) => ['when was ', ...of, ` ${participle}`]);
  const noun = plainNoun(column.key);
  if (noun === undefined) return undefined;
  if (column.kind === 'number') {
    const measure = measureOf(column);
    if (measure === undefined) return undefined;
    const { says, inUnit } = measure;
    if (measure.counts)
      return make(noun, (of) => [`how many ${noun} does `, ...of, ' have'], { says });
    const is = measure.plural ? 'what are ' : 'what is ';
    return make(noun, (of) => [is, ...possessed(noun, of, inUnit)], { says });
  }
  const several = isPluralPhrase(noun);
  if (column.kind === 'list' && NOTES.test(noun))
    return make(noun, (of) =>
      known
        ? ['what do the notes in the knowledge base say about ', ...of]
        : [`what ${noun} are recorded about `, ...of],
    );
  if (column.kind === 'list')
    return several ? make(noun, (of) => ['what are ', ...possessed(noun, of)]) : undefined;
  if (isVague(noun)) return undefined;
  if (several || column.kind === 'code' || column.kind === 'label' || column.kind === 'other')
    return undefined;
  if (asksWho(noun, value)) return make(noun, (of) => ['who is ', ...possessed(noun, of)]);
  const plainly = (of: readonly Part[]): Part[] => ['what is ', ...possessed(noun, of)];
  if (located && isArea(noun)) return make(noun, (of) => whereIs(noun, of) ?? plainly(of));
  return make(noun, plainly, { plain: noun });
}

/** The first of each name: "country" and "countryName" ask the same. */
const distinctly = (all: readonly Attribute[], nouns: readonly string[]): Attribute[] => {
  const taken = new Set(nouns.map(fieldName));
  return all.filter(({ field }) => !taken.has(field.name) && taken.add(field.name));
};

/**
 * The attributes of a record worth asking for, in the record's order. `except` names columns already
 * used, `nouns` what other fields of the task are called.
 */
export function attributesOf(
  record: JsonObject,
  expression: string,
  columns: readonly Column[] | undefined,
  except: readonly string[],
  nouns: readonly string[] = [],
): Attribute[] {
  // Entities with notes on them: people call that a knowledge base.
  const stands = {
    located: isLocated(record),
    known: 'entityType' in record || 'entity_type' in record,
  };
  const all = Object.entries(record).flatMap(([key, value]) => {
    if (except.includes(key) || value === null || value === '') return [];
    if (Array.isArray(value) && (value.length === 0 || value.length > 6)) return [];
    const seen = columns?.find((column) => column.key === key) ?? columnOf(key, likeRows(record));
    return attributeOf(expression, seen, value, stands) ?? [];
  });
  return distinctly(all, nouns);
}

/** A lone record says little about its columns: read it as if three like it had been seen. */
const likeRows = (record: JsonObject): JsonObject[] => [record, record];

/** One or two attributes by seeded choice, in the record's order; two are preferred. */
export function chooseAttributes(all: readonly Attribute[], random: Random, most = 2): Attribute[] {
  const chosen = new Set(random.shuffle(all).slice(0, most));
  return all.filter((attribute) => chosen.has(attribute));
}

/** The clauses that ask for attributes of one subject; the second clause says the subject `again`. */
export function clausesFor(
  attributes: readonly Attribute[],
  subject: readonly Part[],
  again: readonly Part[],
): Part[][] {
  const [first, second] = attributes;
  if (first === undefined) return [];
  if (second === undefined) return [first.asks(subject)];
  if (first.plain !== undefined && second.plain !== undefined)
    return [[`what are the ${first.plain} and the ${second.plain} of `, ...subject]];
  return [first.asks(subject), second.asks(again)];
}
