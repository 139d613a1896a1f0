import { toolName } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { type Column, columnOf } from './columns.ts';
import { ID_KEYS } from './found.ts';
import { tableNoun } from './meaning.ts';
import { labelKey, objectArrays, relationsOf } from './tables.ts';

/** A successful recording, as the graph and the planner read it. */
export interface ObservedCall {
  /** Tool id `server/tool`. */
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly observation: Json;
}

/** Like records of one tool: the same place in the observation, the same noun. */
export interface Group {
  readonly tool: string;
  readonly steps: readonly string[];
  readonly noun: string | undefined;
  readonly rows: JsonObject[];
}

/** A record of its own, by its name, or by its id if it holds no others. */
const isRecord = (value: JsonObject): boolean =>
  labelKey([value]) !== undefined ||
  (ID_KEYS.some((key) => Object.hasOwn(value, key)) && objectArrays(value).next().done === true);

/** Gathers the records of all calls into groups of like ones, in the order of calling. */
export function groupsOf(calls: readonly ObservedCall[]): Group[] {
  const groups = new Map<string, Group>();
  // A call made again shows the same records: counted twice, every value would seem to recur.
  const once = new Map(calls.map((call) => [canonicalJson([call.tool, call.arguments]), call]));
  for (const call of once.values()) {
    const single = isObject(call.observation) && isRecord(call.observation);
    const arrays = single
      ? [{ steps: [], rows: [call.observation as JsonObject] }]
      : objectArrays(call.observation);
    const relations = relationsOf(call.observation).map((table) => table.pointer);
    for (const { steps, rows } of arrays) {
      if (!single && relations.includes(toPointer(steps))) continue;
      const noun = tableNoun(steps, toolName(call.tool), call.arguments);
      const key = JSON.stringify([call.tool, steps, noun, single]);
      const group = groups.get(key) ?? { tool: call.tool, steps, noun, rows: [] };
      groups.set(key, group);
      group.rows.push(...rows);
    }
  }
  return [...groups.values()];
}

/** Columns of the kind of record that stands at a place, seen over every call of its tool. */
export function recordColumns(calls: readonly ObservedCall[]) {
  const columns = new Map<string, Column[]>();
  for (const { tool, steps, rows } of groupsOf(calls)) {
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const key = JSON.stringify([tool, steps]);
    if (!columns.has(key))
      columns.set(
        key,
        keys.map((name) => columnOf(name, rows)),
      );
  }
  return (place: { readonly tool: string; readonly steps: readonly string[] }): readonly Column[] =>
    columns.get(JSON.stringify([place.tool, place.steps])) ?? [];
}
