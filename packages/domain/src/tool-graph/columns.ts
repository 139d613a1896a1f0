import type { Json, JsonObject } from '../json.ts';
import { wordsOf } from '../words/identifiers.ts';
import { isPlural } from '../words/nouns.ts';
import { areMoments, isEpoch, type TimeForm } from './times.ts';
import { type Unit, unitOf } from './units.ts';

/**
 * What a column of like records holds. `name`: proper names of other things; `category`: few values
 * that recur; `code`: identifiers and abbreviations nobody would say aloud.
 */
export type ColumnKind =
  | 'label'
  | 'number'
  | 'date'
  | 'category'
  | 'name'
  | 'code'
  | 'list'
  | 'other';

/** A property that the records of an array share. */
export interface Column {
  readonly key: string;
  readonly kind: ColumnKind;
  /** The key's words without its unit. */
  readonly words: readonly string[];
  /** For numbers: what they measure. */
  readonly unit: Unit | undefined;
  /** For dates that can be put in order: how they are written. */
  readonly time: TimeForm | undefined;
  /** Present and not null in every record. */
  readonly dense: boolean;
  readonly distinct: number;
  /** Every value looks like a proper name, however often it recurs. */
  readonly proper: boolean;
}

const CODE_WORDS = new Set(
  'id ids uuid guid code codes key hash sha slug iso iso2 iso3 tld emoji symbol latitude longitude lat lon lng offset level index position page port pid version'.split(
    ' ',
  ),
);
const DATE = /^\d{4}-\d{2}-\d{2}([T ][\d:.]+( ?(Z|[+-]\d{2}:?\d{2}))?)?$/;
const CODE = /^([A-Z0-9_.:+-]{1,5}|[0-9a-f]{8,}|[\d.,:+/-]+|\S*[/\\@]\S*|\S*\d\S*[_-]\S*)$/;
const HASH = /^(?=.*\d)[0-9a-f]{8,}$/;
/** What a proper name looks like. */
export const NAME = /^\p{Lu}[\p{L}\p{M}\d'’.&()-]*( (\p{L}|\d|&|\()[\p{L}\p{M}\d'’.&()-]*){0,5}$/u;

/** Kinds a string column by how its values look. */
function kindOfTexts(values: readonly string[], distinct: number): ColumnKind {
  if (values.every((value) => DATE.test(value))) return 'date';
  if (values.some((value) => CODE.test(value) || value === '')) return 'code';
  if (distinct > 1 && distinct <= values.length / 2) return 'category';
  if (values.every((value) => NAME.test(value))) return 'name';
  if (values.every((value) => value.length <= 24) && distinct < values.length) return 'category';
  return 'other';
}

function kindOf(words: readonly string[], values: readonly Json[], distinct: number): ColumnKind {
  const last = words.at(-1) ?? '';
  if (CODE_WORDS.has(last)) return 'code';
  if (isEpoch(words, values)) return 'date';
  if (values.every((value) => typeof value === 'number' && Number.isFinite(value))) return 'number';
  if (values.every((value) => typeof value === 'string'))
    return kindOfTexts(values as string[], distinct);
  const lists = values.every(
    (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  );
  return lists ? kindOfLists(values.flat()) : 'other';
}

/** Lists of identifiers are no more to be said aloud than one. */
const kindOfLists = (items: readonly Json[]): ColumnKind =>
  items.length > 0 && items.every((item) => typeof item === 'string' && HASH.test(item))
    ? 'code'
    : 'list';

const timeOf = (kind: ColumnKind, values: readonly Json[]): TimeForm | undefined => {
  if (kind !== 'date') return undefined;
  return areMoments(values) ? 'iso' : typeof values[0] === 'number' ? 'epoch' : undefined;
};

/** A number without a unit counts things if its last word is a plural, else it is a bare number. */
const bareUnit = (words: readonly string[]): Unit => ({
  quantity: isPlural(words.at(-1) ?? '') ? 'count' : 'number',
  words: '',
});

/** Describes one property over all records that hold it. */
export function columnOf(key: string, rows: readonly JsonObject[]): Column {
  const all = rows.map((row) => row[key]);
  const values = all.filter((value): value is Json => value !== undefined && value !== null);
  const distinct = new Set(values.map((value) => JSON.stringify(value))).size;
  const written = wordsOf(key);
  const unit = unitOf(written);
  const kind = values.length === 0 ? 'other' : kindOf(written, values, distinct);
  const words = unit === undefined ? written : written.slice(0, -1);
  return {
    key,
    kind,
    words,
    unit: kind === 'number' ? (unit ?? bareUnit(words)) : undefined,
    time: timeOf(kind, values),
    dense: values.length === rows.length,
    distinct,
    proper: values.length > 0 && values.every((v) => typeof v === 'string' && NAME.test(v)),
  };
}
