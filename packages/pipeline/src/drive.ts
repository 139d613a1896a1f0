import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@firefly/db/database';
import type { Pipeline } from './compose.ts';
import { type Progress, progressOf } from './progress.ts';

const LOOK_MS = 400;
/** How long a run may stand still before somebody looks whether its jobs are still there. */
const STILL_MS = 2_000;
/** New revisions without any movement between them: then nothing will move it. */
const MOST_REVISIONS = 10;

interface Drive {
  readonly db: Database;
  readonly pipeline: Pick<Pipeline, 'enqueue' | 'liveJobs'>;
}

/** Plans the run: which queues whatever its rows say is missing. */
const plan = ({ pipeline }: Drive, runId: string): Promise<void> => {
  const turn = `${process.pid}-${Date.now()}`;
  return pipeline.enqueue(runId, [{ queue: 'plan', payload: { runId, turn } }]);
};

/**
 * Keeps a run going until it ends. Postgres is the truth: when nothing moves and no job waits or
 * runs, jobs were lost or have failed unheard; the run is then planned again under a new revision,
 * as ids that the queue still holds would not be queued twice. So a lost queue costs seconds.
 */
export async function driveRun(
  drive: Drive,
  runId: string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Progress> {
  const { db, pipeline } = drive;
  let seen = '';
  let movedAt = performance.now();
  let revisions = 0;
  await plan(drive, runId);
  for (;;) {
    signal.throwIfAborted();
    const progress = await progressOf(db, runId);
    if (progress === null) throw new Error(`there is no run ${runId}`);
    const shown = JSON.stringify(progress);
    if (shown !== seen) {
      onProgress(progress);
      movedAt = performance.now();
      revisions = 0;
    }
    seen = shown;
    if (progress.status !== 'running') return progress;
    if (performance.now() - movedAt > STILL_MS && (await pipeline.liveJobs()) === 0) {
      revisions += 1;
      if (revisions > MOST_REVISIONS)
        await db.runs.fail(runId, 'nothing moves the run, however often it is planned');
      await db.runs.nextRevision(runId);
      await plan(drive, runId);
      movedAt = performance.now();
    }
    await delay(LOOK_MS, undefined, { signal });
  }
}
