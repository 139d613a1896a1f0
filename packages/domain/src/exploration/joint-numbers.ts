import type { Operation } from '../tool-graph/arithmetic.ts';
import type { Operator } from '../tool-graph/operators.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { type EntityTable, tablesOf } from '../tool-graph/tables.ts';
import { candidate, SEEDS } from './joint-candidate.ts';
import type { JointPlan, WalkPlan } from './plan.ts';
import type { WalkCandidate } from './walk-candidate.ts';

/** What must be computable for a row or a whole table to give numbers worth computing with. */
const WANTED: Readonly<Record<'extreme' | 'named' | 'none', readonly Operation[]>> = {
  extreme: ['quotient'],
  named: ['product', 'quotient'],
  none: ['difference', 'quotient'],
};

const MONEY = new Set(['money']);
/** What an amount of money may be divided by. */
const DIVISORS = new Set(['count', 'area', 'volume', 'duration']);
/** What has a largest and a smallest worth comparing. */
const SCALED = new Set([...DIVISORS, 'mass', 'length']);

const RECURRING = /^(annual|yearly|monthly|weekly|daily|nightly)$/;

/** Whether a table has numbers for what is asked of a row, of its extreme row, or of all rows. */
function gives({ columns, rows }: EntityTable, pick: WalkPlan['pick']): boolean {
  const measured = columns.filter(({ kind }) => kind === 'number');
  const of = (quantities: ReadonlySet<string>) =>
    measured.filter(({ unit }) => quantities.has(unit?.quantity ?? ''));
  const money = of(MONEY);
  if (pick === 'none')
    // Single digits are not handed on.
    return (
      money.length > 0 || of(SCALED).some(({ key }) => rows.every((row) => Number(row[key]) >= 10))
    );
  const divisors = of(DIVISORS).filter(({ key }) => rows.some((row) => Number(row[key]) >= 10));
  if (money.length > 0 && divisors.length > 0) return true;
  return pick === 'named' && money.some(({ words }) => words.some((word) => RECURRING.test(word)));
}

/** Joint explorations of one table whose numbers are given to tools that compute. */
export function* numberCandidates({
  calls,
  operators,
}: {
  readonly calls: readonly ObservedCall[];
  readonly operators: readonly Operator[];
}): Generator<WalkCandidate<JointPlan>> {
  const menu = operators.filter((operator) => operator.kind === 'numbers');
  const picks = (['extreme', 'named', 'none'] as const).filter((pick) =>
    menu.some(({ operation }) => WANTED[pick].includes(operation)),
  );
  if (picks.length === 0) return;
  for (const call of calls) {
    const [table] = tablesOf(call.observation);
    if (table === undefined) continue;
    const start = [{ tool: call.tool, arguments: call.arguments }];
    for (const pick of picks.filter((each) => gives(table, each)))
      for (let variant = 0; variant < SEEDS; variant += 1)
        yield candidate(
          'numbers',
          `${call.tool} ${pick}`,
          [{ start, names: null, pick, hops: 0, menu: [] }],
          menu,
          variant,
        );
  }
}
