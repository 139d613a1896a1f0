import { parseSpec, type RunSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Run } from '@firefly/db/repositories/runs';

const MINUTE_MS = 60_000;

/** What a run has spent. */
export interface Spent {
  readonly calls: number;
  readonly ms: number;
}

/** Why a run may explore no more; null while it may. */
export function overspent({ budgets }: Pick<RunSpec, 'budgets'>, spent: Spent): string | null {
  const { calls, minutes } = budgets ?? {};
  if (calls !== undefined && spent.calls >= calls)
    return `its budget of ${calls} ${calls === 1 ? 'call' : 'calls'} is spent`;
  if (minutes !== undefined && spent.ms >= minutes * MINUTE_MS)
    return `its budget of ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} is spent`;
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

/**
 * Why a run explores no further; null while it may. Asked before each call of an exploration, so that only
 * calls under way, and those of discovery and of probes, go beyond its budget.
 */
export async function whyStopped(
  db: Pick<Database, 'serviceRuns' | 'recordings'>,
  run: Pick<Run, 'id' | 'spec' | 'stopping' | 'createdAt'>,
  now = Date.now(),
): Promise<string | null> {
  if (run.stopping !== null) return run.stopping;
  const spec = parseSpec(run.spec);
  if (spec.budgets === undefined) return null;
  const spent = { calls: await db.recordings.count(run.id), ms: now - run.createdAt.getTime() };
  await holdToBudget(db, run.id, spec, spent);
  return overspent(spec, spent);
}
