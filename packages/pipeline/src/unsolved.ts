import type { NewJob } from '@firefly/contracts/queues';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import { passed } from './passed.ts';

/** What of a wave passed its checks and was not replayed yet. */
export interface Unsolved {
  /** The explorations that it came of, by index. */
  readonly explorations: readonly number[];
  /** A model solves it, too. */
  readonly byModel: boolean;
}

/** Read after the explorations: what is judged after that cannot be taken for solved. */
export async function unsolvedIn(
  { runs, candidates }: Pick<Database, 'runs' | 'candidates'>,
  runId: string,
  wave: number,
): Promise<Unsolved> {
  const open = (await candidates.list(runId, { wave, status: 'judged' })).filter(passed);
  if (open.length === 0) return { explorations: [], byModel: false };
  const run = await runs.find(runId);
  return {
    explorations: [...new Set(open.map(({ index }) => index))].sort((a, b) => a - b),
    byModel: run !== null && parseSpec(run.spec).model !== undefined,
  };
}

/**
 * What follows once a wave is judged. Attempts of a model take minutes: then there is a job for each
 * exploration, which workers share. Replays are over in a moment: one simulator serves the whole wave.
 */
export function jobsToSolve(
  runId: string,
  wave: number,
  { explorations, byModel }: Unsolved,
): NewJob[] {
  if (explorations.length === 0) return [{ queue: 'score', payload: { runId, wave } }];
  if (!byModel) return [{ queue: 'solve', payload: { runId, wave } }];
  return explorations.map((index) => ({ queue: 'solve', payload: { runId, wave, index } }));
}
