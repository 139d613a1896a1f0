import type { Ledger } from '@firefly/contracts/ledger';
import { type ModelStage, type ModelUsage, modelStages } from '@firefly/contracts/model';

/** What models used and what it cost, summed up. */

/** Some replies of a model at a stage. */
export interface Spent {
  readonly stage: ModelStage;
  readonly model: string;
  readonly requests: number;
  /** Beside the requests: answers that an earlier run had paid for. */
  readonly remembered: number;
  readonly usage: ModelUsage;
  /** Of these tokens, those that the provider did not count; left out where it counted all. */
  readonly estimated?: number | undefined;
  /** Null where the model has no price. */
  readonly dollars: number | null;
}

/** Dollars are told in millionths: what prices a token gives no finer sum. */
const millionths = (dollars: number): number => Math.round(dollars * 1e6) / 1e6;

/** A sum is unknown as soon as one part of it is. */
const plus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : millionths(a + b);

const none: ModelUsage = { input: 0, cached: 0, written: 0, output: 0 };

const together = (a: ModelUsage, b: ModelUsage): ModelUsage => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  written: a.written + b.written,
  output: a.output + b.output,
});

/** All tokens, those out of a cache in full. */
export const tokensOf = ({ input, cached, written, output }: ModelUsage): number =>
  input + cached + written + output;

const total = (rows: readonly Spent[]) => ({
  usage: rows.map(({ usage }) => usage).reduce(together, none),
  dollars: rows.map(({ dollars }) => dollars).reduce(plus, 0),
});

/** What one of so many tasks has of it. */
function share(rows: readonly Spent[], tasks: number) {
  const { usage, dollars } = total(rows);
  return {
    tokens: Math.round(tokensOf(usage) / tasks),
    dollars: dollars === null ? null : millionths(dollars / tasks),
  };
}

const byModel = (a: Spent, b: Spent): number =>
  a.model < b.model ? -1 : a.model > b.model ? 1 : 0;

/** One row a stage and model: stages in their order, models by their names. */
function grouped(spent: readonly Spent[]): Spent[] {
  const rows = new Map<string, Spent>();
  for (const stage of modelStages)
    for (const one of spent.filter((row) => row.stage === stage).sort(byModel)) {
      const key = JSON.stringify([stage, one.model]);
      const before: Omit<Spent, 'stage' | 'model'> = rows.get(key) ?? {
        ...{ requests: 0, remembered: 0, usage: none, dollars: 0 },
      };
      const estimated = (before.estimated ?? 0) + (one.estimated ?? 0);
      rows.set(key, {
        ...{ stage, model: one.model, requests: before.requests + one.requests },
        remembered: before.remembered + one.remembered,
        usage: together(before.usage, one.usage),
        ...(estimated > 0 && { estimated }),
        dollars: plus(before.dollars, one.dollars),
      });
    }
  return [...rows.values()];
}

/**
 * The ledger of a run: what each model used at each stage, all of it together, and what one accepted task has
 * of it, rollouts apart. `prices` is the day of the prices.
 */
export function ledgerOf(spent: readonly Spent[], tasks: number, prices: string | null): Ledger {
  const rows = grouped(spent);
  const rollouts = rows.filter(({ stage }) => stage === 'solve');
  const making = rows.filter(({ stage }) => stage !== 'solve');
  return {
    prices,
    rows: rows.map((row) => ({ ...row, usage: { ...row.usage } })),
    ...total(rows),
    per_accepted_task:
      tasks === 0 ? null : { making: share(making, tasks), rollouts: share(rollouts, tasks) },
  };
}
