import type { Progress } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import { progressFrom } from '@firefly/db/repositories/progress';
import type { Json } from '@firefly/domain/json';
import { holdToBudget } from './budget.ts';
import type { Pipeline } from './compose.ts';
import { failRun } from './run-end.ts';

/** How long a run may stand still before somebody looks whether its jobs are still there. */
const STILL_MS = 2_000;
/** New revisions without any movement between them: then nothing will move it. */
const MOST_REVISIONS = 10;

/** What a run is kept going with. */
export interface Drive {
  readonly db: Database;
  readonly pipeline: Pick<Pipeline, 'enqueue' | 'isAlive'>;
}

/** Somebody who looks after one run. */
export interface Watch {
  /**
   * One look. Postgres is the truth: when nothing moves and no job waits or runs, jobs were lost or have
   * failed unheard; the run is then planned again under a new revision, as ids that the queue still holds
   * would not be queued twice. Null when the run is gone.
   */
  look(): Promise<Progress | null>;
}

/** Plans the run: which queues whatever its rows say is missing. */
const plan = ({ pipeline }: Drive, runId: string): Promise<void> => {
  const turn = `${process.pid}-${Date.now()}`;
  return pipeline.enqueue(runId, [{ queue: 'plan', payload: { runId, turn } }]);
};

/** Watches a run; `onProgress` hears whenever it has moved. */
export function watchRun(
  drive: Drive,
  runId: string,
  onProgress: (progress: Progress) => Promise<void> | void,
): Watch {
  const { db, pipeline } = drive;
  let seen = '';
  let movedAt = Number.NEGATIVE_INFINITY;
  let revisions = 0;

  return {
    async look() {
      const counts = await db.progress.ofRun(runId);
      if (counts === null) return null;
      const progress = progressFrom(counts);
      const spec = parseSpec(JSON.parse(counts.spec) as Json);
      const ms = spec.budgets?.minutes === undefined ? 0 : await db.runs.keep(runId);
      await holdToBudget(db, runId, spec, { calls: counts.calls, ms });
      const shown = JSON.stringify(progress);
      if (shown !== seen) {
        await onProgress(progress);
        // The first look finds a run that nobody may have planned yet: it counts as standing still.
        if (seen !== '') movedAt = performance.now();
        seen = shown;
        revisions = 0;
      }
      const still = performance.now() - movedAt > STILL_MS;
      if (progress.status !== 'running' || !still) return progress;
      movedAt = performance.now();
      if (await pipeline.isAlive(runId)) return progress;
      revisions += 1;
      if (revisions > MOST_REVISIONS) {
        await failRun(db, runId, 'nothing moves the run, however often it is planned');
        return progress;
      }
      await db.runs.nextRevision(runId);
      await plan(drive, runId);
      return progress;
    },
  };
}
