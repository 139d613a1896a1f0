import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Run } from '@firefly/db/repositories/runs';
import { modelsSpent, overspent } from './budget.ts';

/** An exploration of a run. */
export interface Place {
  readonly wave: number;
  readonly index: number;
}

type Rows = Pick<Database, 'recordings' | 'modelCalls'>;

/** For how long an exploration has made calls and been given replies, by its rows: a pause takes no time. */
async function took(db: Rows, runId: string, explored: string, owners: readonly string[]) {
  const calls = await db.recordings.byOwner(runId, explored);
  const { durationMs } = await db.modelCalls.spent(runId, owners);
  return calls.reduce((ms, { recording }) => ms + recording.duration_ms, durationMs);
}

/**
 * Why an exploration may ask no more, by its own budget of tokens, dollars and minutes; null while it may. That
 * is for exploring and for writing of what it gave. Exploring stops at half of it, so that there is something
 * left to write with.
 */
export async function explorationSpent(
  db: Rows,
  run: Pick<Run, 'id' | 'spec'>,
  { wave, index }: Place,
  stage: 'explore' | 'write',
): Promise<string | null> {
  // Calls are the explorer's to count: it is told how many it may make.
  const { calls: _, ...budget } = parseSpec(run.spec).budgets?.exploration ?? {};
  const owners = [`explore/${wave}/${index}`, `write/${wave}/${index}`];
  const [explored = ''] = owners;
  const ms = budget.minutes === undefined ? 0 : await took(db, run.id, explored, owners);
  const { tokens = 0, dollars = 0 } = await modelsSpent(db, budget, run.id, owners);
  if (stage === 'write')
    return overspent(budget, { calls: 0, ms, tokens, dollars }, "the exploration's");
  const twice = { calls: 0, ms: 2 * ms, tokens: 2 * tokens, dollars: 2 * dollars };
  return overspent(budget, twice, "half of the exploration's");
}
