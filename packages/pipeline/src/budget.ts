import type { RunSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';

const MINUTE_MS = 60_000;

/** What a run has spent. */
export interface Spent {
  readonly calls: number;
  readonly ms: number;
}

/** Why a run may explore no more; null while it may. */
export function overspent({ budgets }: Pick<RunSpec, 'budgets'>, spent: Spent): string | null {
  const { calls, minutes } = budgets ?? {};
  if (calls !== undefined && spent.calls >= calls) return `its budget of ${calls} calls is spent`;
  if (minutes !== undefined && spent.ms >= minutes * MINUTE_MS)
    return `its budget of ${minutes} minutes is spent`;
  return null;
}

/** Stops the exploring of a run that has spent its budget. */
export async function holdToBudget(
  db: Pick<Database, 'serviceRuns'>,
  runId: string,
  spec: RunSpec,
  spent: Spent,
): Promise<void> {
  const reason = overspent(spec, spent);
  if (reason !== null) await db.serviceRuns.stopExploring(runId, reason);
}
