import type { NewJob } from '@firefly/contracts/queues';
import { jobsToSolve, type Unsolved } from './unsolved.ts';

/** What the rows of a run say about how far it is. */
export interface RunRows {
  readonly runId: string;
  readonly servers: readonly { readonly name: string; readonly status: string }[];
  readonly linked: boolean;
  /** The wave that is not scored yet, if any. */
  readonly open:
    | {
        readonly wave: number;
        readonly probed: boolean;
        readonly unsolved: Unsolved;
        readonly explorations: readonly {
          readonly index: number;
          readonly status: string;
          /** Its tools, for people. */
          readonly about: string;
        }[];
      }
    | undefined;
  /** No further wave is wanted. */
  readonly complete: boolean;
}

/** What a run needs next: jobs for the steps that are not done, or a new wave. */
export type Missing = { readonly jobs: readonly NewJob[] } | { readonly newWave: true };

const jobs = (...list: NewJob[]): Missing => ({ jobs: list });

/**
 * Reads off the rows which jobs are missing. Used by `plan` after every wave and after a loss: a job
 * that is still queued is not queued twice, because its id is the same.
 */
export function missingJobs({ runId, servers, linked, open, complete }: RunRows): Missing {
  const pending = servers.filter((server) => server.status === 'pending');
  if (pending.length > 0)
    return jobs(
      ...pending.map(
        ({ name }): NewJob => ({ queue: 'discover', payload: { runId, server: name } }),
      ),
    );
  if (!linked) return jobs({ queue: 'link', payload: { runId } });
  if (open === undefined)
    return complete ? jobs({ queue: 'export', payload: { runId } }) : { newWave: true };
  const { wave, probed, unsolved, explorations } = open;
  const at = (status: string) => explorations.filter((row) => row.status === status);
  const one = (
    queue: 'explore' | 'synthesize' | 'judge',
    { index, about }: (typeof explorations)[number],
  ): NewJob => ({ queue, payload: { runId, wave, index }, about });
  const planned = at('planned');
  if (planned.length > 0) return jobs(...planned.map((row) => one('explore', row)));
  if (!probed) return jobs({ queue: 'probe', payload: { runId, wave } });
  const [written, unwritten] = [at('synthesized'), at('explored')];
  if (unwritten.length > 0 || written.length > 0)
    return jobs(
      ...unwritten.map((row) => one('synthesize', row)),
      ...written.map((row) => one('judge', row)),
    );
  return jobs(...jobsToSolve(runId, wave, unsolved));
}
