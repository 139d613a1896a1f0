import { setTimeout as delay } from 'node:timers/promises';
import { failureOf } from '@firefly/contracts/failure';
import type { Database } from '@firefly/db/database';
import type { Pipeline } from './compose.ts';
import { type Progress, progressOf } from './progress.ts';

const LOOK_MS = 400;
/** How long a run may stand still before somebody looks whether its jobs are still there. */
const STILL_MS = 2_000;
/** New revisions without any movement between them: then nothing will move it. */
const MOST_REVISIONS = 10;
/** Looks in a row that may fail for a passing reason, such as a database that starts again. */
const MOST_BLIND_LOOKS = 25;

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
  let blind = 0;
  const look = async (): Promise<Progress | null | 'blind'> => {
    try {
      const progress = await progressOf(db, runId);
      blind = 0;
      return progress;
    } catch (error) {
      blind += 1;
      if (failureOf(error).kind !== 'transient' || blind > MOST_BLIND_LOOKS) throw error;
      return 'blind';
    }
  };
  await plan(drive, runId);
  for (;;) {
    signal.throwIfAborted();
    const progress = await look();
    if (progress === 'blind') {
      await delay(LOOK_MS, undefined, { signal });
      continue;
    }
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
