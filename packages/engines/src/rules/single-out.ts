import type { WalkPlan } from '@firefly/domain/exploration/plan';
import type { JsonObject } from '@firefly/domain/json';
import type { Random } from '@firefly/domain/random';
import type { Column } from '@firefly/domain/tool-graph/columns';
import type { EntityTable } from '@firefly/domain/tool-graph/tables';
import { type Measure, measureOf } from './measures.ts';
import type { Selector } from './place.ts';
import { type End, rankingsOf } from './rankings.ts';

/** The index of the one row that holds a column's extreme; undefined at a tie. */
export function uniqueExtreme(
  rows: readonly JsonObject[],
  { key, time }: Pick<Column, 'key' | 'time'>,
  end: End,
): number | undefined {
  const amount = time === 'iso' ? Date.parse : Number;
  const values = rows.map((row) => amount(String(row[key])));
  const extreme = end === 'max' ? Math.max(...values) : Math.min(...values);
  const hits = values.flatMap((value, index) => (value === extreme ? [index] : []));
  return hits.length === 1 ? hits[0] : undefined;
}

/** The measures of a table: numeric columns that people have words for. */
export const measuresOf = (table: EntityTable): Measure[] =>
  table.columns.flatMap((column) => measureOf(column) ?? []);

/** Chooses one row of a table by a selector that the prompt can say; rows that lead on are preferred. */
export function singleOut(
  { found: table, noun }: { readonly found: EntityTable; readonly noun: string },
  pick: WalkPlan['pick'],
  random: Random,
  leadsOn: (index: number) => boolean,
):
  | { readonly index: number; readonly record: JsonObject; readonly selector: Selector }
  | undefined {
  if (pick === 'none' || pick === 'document') return undefined;
  if (pick === 'named') {
    const rows = table.rows.map((_, index) => index);
    const index = random.pick(rows.filter(leadsOn)) ?? random.below(rows.length);
    const record = table.rows[index];
    const value = record?.[table.label];
    if (record === undefined || typeof value !== 'string') return undefined;
    return { index, record, selector: { kind: 'named', key: table.label, value } };
  }
  const ends = rankingsOf(table, noun).flatMap(({ column }) =>
    (['max', 'min'] as const).flatMap((end) => {
      const index = uniqueExtreme(table.rows, column, end);
      return index === undefined ? [] : [{ column, end, index }];
    }),
  );
  const chosen = random.pick(ends.filter((end) => leadsOn(end.index))) ?? random.pick(ends);
  const record = chosen === undefined ? undefined : table.rows[chosen.index];
  if (chosen === undefined || record === undefined) return undefined;
  return {
    index: chosen.index,
    record,
    selector: { kind: 'extreme', column: chosen.column, end: chosen.end },
  };
}
