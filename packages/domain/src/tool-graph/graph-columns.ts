import { toolName } from '../catalog/tool.ts';
import type { Json, JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { objectOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';
import { type Column, columnOf } from './columns.ts';
import { documentOf, keyPath } from './documents.ts';
import { foundPath } from './found-path.ts';
import { ANY_NAME, columnMeaning } from './meaning.ts';
import { groupsOf, type ObservedCall } from './record-groups.ts';
import { labelKey, relationsOf } from './tables.ts';

/** An output field over all recordings of a tool in which records of one noun stood. */
export interface GraphColumn {
  readonly tool: string;
  /** Shape pointer: `/entities/…/name`, array positions as a star. */
  readonly path: string;
  readonly meaning: string;
  /** Its values name things: labels, or proper names of other things. */
  readonly names: boolean;
  /** Distinct values in the order of recording. */
  readonly values: readonly (string | number)[];
}

const MAX_VALUES = 400;

function scalars(values: Iterable<Json | undefined>): (string | number)[] {
  const distinct = new Set<string | number>();
  for (const value of values) {
    if ((typeof value === 'string' && value !== '') || typeof value === 'number')
      distinct.add(value);
    if (distinct.size >= MAX_VALUES) break;
  }
  return [...distinct];
}

/** Columns of records, seen over all calls of a tool at once. */
function* recordColumns(calls: readonly ObservedCall[]): Generator<GraphColumn> {
  for (const { tool, steps, noun, rows } of groupsOf(calls)) {
    const label = labelKey(rows);
    for (const key of new Set(rows.flatMap((row) => Object.keys(row)))) {
      const seen = columnOf(key, rows);
      const column: Column = key === label ? { ...seen, kind: 'label' } : seen;
      const meaning = columnMeaning(column, noun);
      if (meaning === undefined) continue;
      const values = scalars(rows.map((row) => row[key]));
      const path = toPointer([...steps, '*', key]);
      const names = column.kind === 'label' || (column.proper && column.kind !== 'code');
      yield { tool, path, meaning, names, values };
    }
  }
}

/** Plain lists of words, such as all regions; and both ends of relation triples. */
function* plainColumns(calls: readonly ObservedCall[]): Generator<GraphColumn> {
  for (const { tool, observation } of calls) {
    if (Array.isArray(observation) && observation.every((item) => typeof item === 'string')) {
      const noun = objectOf(toolName(tool)).at(-1);
      if (noun !== undefined)
        yield {
          tool,
          path: '/*',
          meaning: singular(noun),
          names: true,
          values: scalars(observation),
        };
    }
    for (const relations of relationsOf(observation))
      for (const key of [relations.from, relations.to]) {
        const values = scalars(relations.rows.map((row) => row[key]));
        const path = toPointer([...relations.steps, '*', key]);
        yield { tool, path, meaning: ANY_NAME, names: true, values };
      }
  }
}

/** Keys of documents: what several texts of one tool say under a key is one column. */
function* documentColumns(calls: readonly ObservedCall[]): Generator<GraphColumn> {
  const rows = new Map<string, { tool: string; path: string; key: string; rows: JsonObject[] }>();
  for (const { tool, observation } of calls) {
    const document = documentOf(observation);
    for (const [key, value] of Object.entries(document?.record ?? {})) {
      const path = keyPath(document?.steps ?? [], key);
      const id = JSON.stringify([tool, path]);
      const column = rows.get(id) ?? { tool, path, key, rows: [] };
      rows.set(id, column);
      column.rows.push({ [key]: value });
    }
  }
  for (const { tool, path, key, rows: all } of rows.values()) {
    const column = columnOf(key, all);
    const meaning = columnMeaning(column, undefined);
    if (meaning === undefined) continue;
    const names = column.proper && column.kind !== 'code';
    yield { tool, path, meaning, names, values: scalars(all.map((row) => row[key])) };
  }
}

/** The one file that a search found. */
function* pathColumns(calls: readonly ObservedCall[]): Generator<GraphColumn> {
  for (const { tool, observation } of calls) {
    const found = foundPath(observation);
    if (found === undefined) continue;
    const path = toPointer(found.list ? [...found.steps, '*'] : found.steps);
    yield { tool, path, meaning: 'path', names: false, values: [found.path] };
  }
}

/** Every output field that may feed something, one entry per tool, path and meaning. */
export function graphColumns(calls: readonly ObservedCall[]): GraphColumn[] {
  const merged = new Map<string, GraphColumn>();
  const all = [
    ...recordColumns(calls),
    ...plainColumns(calls),
    ...documentColumns(calls),
    ...pathColumns(calls),
  ];
  for (const column of all) {
    const key = JSON.stringify([column.tool, column.path, column.meaning]);
    const before = merged.get(key);
    const values = scalars([...(before?.values ?? []), ...column.values]);
    merged.set(key, { ...column, names: column.names || before?.names === true, values });
  }
  return [...merged.values()];
}
