import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { documentNamed, documentOf } from './documents.ts';
import { isPath } from './found-path.ts';
import { labelKey, type ObjectArray, objectArrays, tablesOf } from './tables.ts';

/** A record that a lookup found: exactly one whose own name (or id) is what was asked for. */
export interface FoundRecord {
  readonly record: JsonObject;
  readonly pointer: string;
  readonly steps: readonly string[];
  /** Null when the observation itself is the record: then no selector is needed. */
  readonly key: string | null;
  readonly index: number;
  /** Records beside it in the same array, itself included. */
  readonly among: number;
}

/**
 * How a tool answered a value: one record of that name, things that belong to it (a list, or few), or
 * what stands in a file.
 */
export type Confirmation = 'record' | 'listing' | 'few' | 'reading' | null;

const sameText = (left: Json | undefined, right: Json): boolean =>
  left !== undefined && left !== null && typeof left !== 'object' && String(left) === String(right);

/** Keys under which records carry what identifies them. */
export const ID_KEYS = ['id', 'hash', 'sha', 'oid', 'uuid', 'guid'];

/** The one record whose label or id equals the value, or undefined if there is none or more than one. */
export function findRecord(observation: Json, value: Json): FoundRecord | undefined {
  if (isObject(observation)) {
    const key = labelKey([observation]);
    const keys = [...(key === undefined ? [] : [key]), ...ID_KEYS];
    if (keys.some((one) => sameText(observation[one], value)))
      return { record: observation, pointer: '', steps: [], key: null, index: 0, among: 1 };
  }
  const arrays = [...objectArrays(observation)];
  const named = rowsWith(arrays, (rows) => labelKey(rows), value);
  const hits =
    named.length > 0 ? named : ID_KEYS.flatMap((key) => rowsWith(arrays, () => key, value));
  return hits.length === 1 ? hits[0] : undefined;
}

/** The rows of all arrays whose key holds the value. */
function rowsWith(
  arrays: readonly ObjectArray[],
  keyOf: (rows: readonly JsonObject[]) => string | undefined,
  value: Json,
): FoundRecord[] {
  return arrays.flatMap(({ steps, rows }) => {
    const key = keyOf(rows);
    return key === undefined
      ? []
      : rows.flatMap((record, index) =>
          sameText(record[key], value)
            ? [
                {
                  record,
                  pointer: toPointer([...steps, index]),
                  steps,
                  key,
                  index,
                  among: rows.length,
                },
              ]
            : [],
        );
  });
}

/** Whether an observation answers the value as a lookup or as a listing of what belongs to it. */
export function confirm(observation: Json, value: Json): Confirmation {
  if (findRecord(observation, value) !== undefined) return 'record';
  if (documentNamed(observation, value) !== undefined) return 'record';
  for (const { rows } of objectArrays(observation)) {
    const [first] = rows;
    if (first === undefined || labelKey(rows) === undefined) continue;
    const shared = Object.keys(first).some((key) => rows.every((row) => sameText(row[key], value)));
    if (shared) return rows.length < 3 ? 'few' : 'listing';
  }
  const holds = isPath(value) && (documentOf(observation) ?? tablesOf(observation)[0]);
  return holds ? 'reading' : null;
}
