import type { Part, ProposedField } from '@firefly/domain/synthesis/proposal';
import type { EntityTable } from '@firefly/domain/tool-graph/tables';
import { plural } from '@firefly/domain/words/nouns';
import { fieldName } from '../attributes.ts';
import { arrayAt, extremeOf, property } from '../expressions.ts';
import { isSubject } from '../labels.ts';
import { type End, type Ranking, rankingsOf } from '../rankings.ts';
import { measuresOf, uniqueExtreme } from '../single-out.ts';

/** A list whose things were just spoken of: what they are called, and the call that gave it. */
export interface Spoken {
  readonly found: EntityTable;
  readonly noun: string;
  readonly call: number;
}

/** A clause about a list, with the field that answers it. */
export interface Standout {
  readonly clause: Part[];
  readonly field: ProposedField;
}

/** More names than this nobody wants to read. */
const MOST_NAMES = 7;

const rowsOf = ({ found, call }: Spoken): string => arrayAt(call, found.steps);

/** "which one is the most recent", "what is the subject of the most recent one". */
export function asksWhich(label: string, noun: string, ranking: Ranking, end: End) {
  const by = isSubject(label) ? label : noun;
  const clause = isSubject(label)
    ? `what is the ${label} of ${ranking.one(end)}`
    : `which one ${ranking.does(end)}`;
  return { clause, by };
}

function extremes(list: Spoken, known: readonly string[]): Standout[] {
  const { found, noun } = list;
  return rankingsOf(found, noun).flatMap((ranking) =>
    (['max', 'min'] as const).flatMap((end): Standout[] => {
      const index = uniqueExtreme(found.rows, ranking.column, end);
      if (index === undefined || known.includes(String(found.rows[index]?.[found.label])))
        return [];
      const { clause, by } = asksWhich(found.label, noun, ranking, end);
      const record = extremeOf(rowsOf(list), ranking.column, end);
      const field: ProposedField = {
        name: fieldName(by),
        kind: 'scalar',
        expression: `${record}.${property(found.label)}`,
        compare: { type: 'exact' },
        says: by,
      };
      return [{ clause: [clause], field }];
    }),
  );
}

/** "what is their total floor area in square metres", "how many seats do they have in total". */
const totals = (list: Spoken): Standout[] =>
  measuresOf(list.found).flatMap((measure): Standout[] => {
    if (!measure.additive) return [];
    const { noun, counts, inUnit } = measure;
    const clause = counts
      ? `how many ${noun} do they have in total`
      : `what ${measure.plural ? 'are' : 'is'} their total ${noun}${inUnit}`;
    const field: ProposedField = {
      name: fieldName(`total ${noun}`),
      kind: 'scalar',
      expression: `$sum(${rowsOf(list)}.${property(measure.column.key)})`,
      compare: { type: 'number', relative: 0.001 },
      says: `total ${measure.says}`,
    };
    return [{ clause: [clause], field }];
  });

/** "what are they called": the names of few things that nothing else tells apart. */
const names = (list: Spoken): Standout[] => {
  const { found, noun } = list;
  if (found.rows.length > MOST_NAMES) return [];
  const subject = isSubject(found.label);
  const says = plural(subject ? found.label : noun);
  const field: ProposedField = {
    name: fieldName(says),
    kind: 'list',
    expression: `[${rowsOf(list)}.${property(found.label)}]`,
    compare: { type: 'set' },
    says,
  };
  return [{ clause: [subject ? `what are their ${says}` : 'what are they called'], field }];
};

/**
 * What could be asked of a list beside how long it is; its names only where there is nothing else.
 * `known` are names that the question says already.
 */
export function standouts(list: Spoken, known: readonly string[]): Standout[] {
  const telling = [...extremes(list, known), ...totals(list)];
  return telling.length > 0 ? telling : names(list);
}
