import { tokensOf } from '@firefly/bundle/ledger';
import { type Budgets, parseSpec, type RunSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Run } from '@firefly/db/repositories/runs';

const MINUTE_MS = 60_000;

/** What was spent until now. */
export interface Spent {
  readonly calls: number;
  readonly ms: number;
  /** To models and from them. */
  readonly tokens?: number;
  readonly dollars?: number;
}

/** What may be spent, of a run or of one exploration. */
type Budget = Pick<Budgets, 'calls' | 'minutes' | 'tokens' | 'dollars'>;

/** `1 call`, `2 calls`. */
export const counted = (count: number, one: string): string =>
  `${count} ${count === 1 ? one : `${one}s`}`;

/** Why no more may be spent; null while some may. `whose` begins the sentence. */
export function overspent(budget: Budget | undefined, spent: Spent, whose = 'its'): string | null {
  const { calls, minutes, tokens, dollars } = budget ?? {};
  const isSpent = (what: string): string => `${whose} budget of ${what} is spent`;
  if (calls !== undefined && spent.calls >= calls) return isSpent(counted(calls, 'call'));
  if (minutes !== undefined && spent.ms >= minutes * MINUTE_MS)
    return isSpent(counted(minutes, 'minute'));
  if (tokens !== undefined && (spent.tokens ?? 0) >= tokens)
    return isSpent(counted(tokens, 'token'));
  if (dollars !== undefined && (spent.dollars ?? 0) >= dollars)
    return isSpent(counted(dollars, 'dollar'));
  return null;
}

/** What a run, or some of its owners, has spent on models; nothing is read where no budget asks for it. */
export async function modelsSpent(
  db: Pick<Database, 'modelCalls'>,
  budget: Budget | undefined,
  runId: string,
  owners?: readonly string[],
): Promise<Pick<Spent, 'tokens' | 'dollars'>> {
  if (budget?.tokens === undefined && budget?.dollars === undefined) return {};
  const spent = await db.modelCalls.spent(runId, owners);
  return { tokens: tokensOf(spent), dollars: spent.dollars };
}

/** Stops the exploring of a run that has spent its budget. Gives the reason, null while it may go on. */
export async function holdToBudget(
  db: Pick<Database, 'serviceRuns' | 'modelCalls'>,
  runId: string,
  { budgets }: Pick<RunSpec, 'budgets'>,
  spent: Pick<Spent, 'calls' | 'ms'>,
): Promise<string | null> {
  const all = { ...spent, ...(await modelsSpent(db, budgets, runId)) };
  const reason = overspent(budgets, all);
  if (reason !== null) await db.serviceRuns.stopExploring(runId, reason);
  return reason;
}

/** The rows by which a run is held to its budget. */
export type BudgetRows = Pick<Database, 'runs' | 'serviceRuns' | 'recordings' | 'modelCalls'>;

/**
 * Why a run explores no further; null while it may. Asked before each call of an exploration and each
 * request to a model, so that only those under way, and calls of discovery and of probes, go beyond its
 * budget. Its minutes are those in which somebody kept it going: neither pauses nor the time between two
 * commands.
 */
export async function whyStopped(
  db: BudgetRows,
  run: Pick<Run, 'id' | 'spec' | 'stopping'>,
): Promise<string | null> {
  if (run.stopping !== null) return run.stopping;
  const spec = parseSpec(run.spec);
  if (spec.budgets === undefined) return null;
  const calls = await db.recordings.count(run.id);
  const spent = { calls, ms: (await db.runs.find(run.id))?.keptMs ?? 0 };
  return holdToBudget(db, run.id, spec, spent);
}
