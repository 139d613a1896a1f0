import { agreement, ledger, yieldCounts } from '@firefly/contracts/ledger';
import type { Candidate } from '@firefly/db/repositories/candidates';
import { z } from 'zod';
import type { ModelMeta } from './models-told.ts';
import { rolloutsIn } from './rollouts.ts';
import { solvedIn } from './verdicts.ts';

const count = z.int().nonnegative();

/** What a run's summary says of the models that it asked. */
export const modelsSummary = z.object({
  ledger,
  yield: yieldCounts,
  /** Null where no task has two opinions. */
  agreement: agreement.nullable(),
  /** Attempts at the accepted tasks; null where none were made. `pass_at_1` is the mean over these tasks. */
  rollouts: z
    .object({
      tasks: count,
      attempts: count,
      pass_at_1: z.number().min(0).max(1),
      closed_book: z.object({ n: count, passed: count }),
    })
    .nullable(),
});
export type ModelsSummary = z.output<typeof modelsSummary>;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What solvers made of the accepted tasks. */
function attemptsAt(accepted: readonly Candidate[]): ModelsSummary['rollouts'] {
  const found = accepted.flatMap((candidate) => rolloutsIn(solvedIn(candidate)) ?? []);
  const tried = found.filter(({ n }) => n > 0);
  if (tried.length === 0) return null;
  return {
    tasks: tried.length,
    attempts: sum(tried.map(({ n }) => n)),
    pass_at_1: sum(tried.map(({ n, passed }) => passed / n)) / tried.length,
    closed_book: {
      n: sum(found.map(({ closed_book }) => closed_book.n)),
      passed: sum(found.map(({ closed_book }) => closed_book.passed)),
    },
  };
}

/** The same that the manifest is told, as the summary says it; undefined for a run that asked no model. */
export function modelsSummaryOf(
  told: Pick<ModelMeta, 'ledger' | 'yield' | 'agreement'>,
  accepted: readonly Candidate[],
): ModelsSummary | undefined {
  if (told.ledger === undefined || told.yield === undefined) return undefined;
  return {
    ...{ ledger: told.ledger, yield: told.yield, agreement: told.agreement ?? null },
    rollouts: attemptsAt(accepted),
  };
}
