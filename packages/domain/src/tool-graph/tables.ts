import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { type Column, columnOf } from './columns.ts';

/**
 * A table: an array of like objects inside an observation, with a column that names each.
 * `pointer` leads to the array, `steps` are the property names on the way (no array is crossed).
 */
export interface EntityTable {
  readonly pointer: string;
  readonly steps: readonly string[];
  readonly rows: readonly JsonObject[];
  /** The column whose values name the rows: dense, text, no value twice. */
  readonly label: string;
  readonly columns: readonly Column[];
}

/** Relation triples: an array of objects that say which thing stands in what relation to which. */
export interface RelationTable {
  readonly steps: readonly string[];
  readonly pointer: string;
  readonly rows: readonly JsonObject[];
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

/** An array of objects somewhere in an observation, reached without crossing another array. */
export interface ObjectArray {
  readonly steps: readonly string[];
  readonly rows: readonly JsonObject[];
}

const MAX_DEPTH = 4;
const MAX_ROWS = 2_000;

/** All arrays that hold only objects (one or more), outermost first. */
export function* objectArrays(value: Json, steps: readonly string[] = []): Generator<ObjectArray> {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.length <= MAX_ROWS && value.every(isObject))
      yield { steps, rows: value as JsonObject[] };
    return;
  }
  if (!isObject(value) || steps.length >= MAX_DEPTH) return;
  for (const [key, child] of Object.entries(value)) yield* objectArrays(child, [...steps, key]);
}

const LABELS = ['name', 'title', 'label', 'subject', 'fullname', 'full_name', 'display_name'];

/** Whether a key is one under which records carry their own name. */
export const isLabel = (key: string): boolean => LABELS.includes(key);

/** The key under which records carry their own name, by habit of naming; undefined if there is none. */
export const labelKey = (rows: readonly JsonObject[]): string | undefined =>
  LABELS.find((key) => rows.every((row) => typeof row[key] === 'string' && row[key] !== ''));

/** The tables of an observation: three records or more, and a label that names each row once. */
export function tablesOf(observation: Json): EntityTable[] {
  const tables: EntityTable[] = [];
  for (const { steps, rows } of objectArrays(observation)) {
    const label = labelKey(rows);
    if (rows.length < 3 || label === undefined) continue;
    if (new Set(rows.map((row) => row[label])).size !== rows.length) continue;
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const columns = keys.map((key) => {
      const column = columnOf(key, rows);
      return key === label ? { ...column, kind: 'label' as const } : column;
    });
    tables.push({ pointer: toPointer(steps), steps, rows, label, columns });
  }
  return tables;
}

const FROM = ['from', 'source', 'subject', 'head'];
const TO = ['to', 'target', 'object', 'tail'];
const TYPE = ['relationType', 'relation_type', 'relation', 'type', 'predicate', 'label'];

/** The relation triples of an observation, known by their three text columns. */
export function relationsOf(observation: Json): RelationTable[] {
  const found: RelationTable[] = [];
  for (const { steps, rows } of objectArrays(observation)) {
    const pick = (names: readonly string[]): string | undefined =>
      names.find((key) => rows.every((row) => typeof row[key] === 'string'));
    const [from, to, type] = [pick(FROM), pick(TO), pick(TYPE)];
    if (from === undefined || to === undefined || type === undefined) continue;
    found.push({ steps, pointer: toPointer(steps), rows, from, to, type });
  }
  return found;
}
