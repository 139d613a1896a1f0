import { setTimeout as delay } from 'node:timers/promises';
import { failureOf } from '@firefly/contracts/failure';
import type { Database } from '@firefly/db/database';
import type { Pipeline } from './compose.ts';
import { type Progress, progressOf } from './progress.ts';
import { failRun } from './run-end.ts';

const LOOK_MS = 400;
/** How long a run may stand still before somebody looks whether its jobs are still there. */
const STILL_MS = 2_000;
/** New revisions without any movement between them: then nothing will move it. */
const MOST_REVISIONS = 10;
/** Turns in a row that may fail for a passing reason, such as a database that starts again. */
const MOST_BLIND_TURNS = 25;

interface Drive {
  readonly db: Database;
  readonly pipeline: Pick<Pipeline, 'enqueue' | 'liveJobs'>;
}

/** Plans the run: which queues whatever its rows say is missing. */
const plan = ({ pipeline }: Drive, runId: string): Promise<void> => {
  const turn = `${process.pid}-${Date.now()}`;
  return pipeline.enqueue(runId, [{ queue: 'plan', payload: { runId, turn } }]);
};

/** Where a driver is: what it saw last, and since when nothing has moved. */
interface Watch {
  seen: string;
  movedAt: number;
  revisions: number;
}

/** One look at the run; plans it again where its jobs are gone. */
async function turn(
  drive: Drive,
  runId: string,
  watch: Watch,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const { db, pipeline } = drive;
  const progress = await progressOf(db, runId);
  if (progress === null) throw new Error(`there is no run ${runId}`);
  const shown = JSON.stringify(progress);
  if (shown !== watch.seen) {
    onProgress(progress);
    Object.assign(watch, { seen: shown, movedAt: performance.now(), revisions: 0 });
  }
  const still = performance.now() - watch.movedAt > STILL_MS;
  if (progress.status !== 'running' || !still || (await pipeline.liveJobs()) > 0) return progress;
  watch.revisions += 1;
  if (watch.revisions > MOST_REVISIONS)
    await failRun(db, runId, 'nothing moves the run, however often it is planned');
  await db.runs.nextRevision(runId);
  await plan(drive, runId);
  watch.movedAt = performance.now();
  return progress;
}

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
  const watch: Watch = { seen: '', movedAt: performance.now(), revisions: 0 };
  let blind = 0;
  await plan(drive, runId);
  for (;;) {
    signal.throwIfAborted();
    try {
      const progress = await turn(drive, runId, watch, onProgress);
      if (progress.status !== 'running') return progress;
      blind = 0;
    } catch (error) {
      blind += 1;
      if (failureOf(error).kind !== 'transient' || blind > MOST_BLIND_TURNS) throw error;
    }
    await delay(LOOK_MS, undefined, { signal });
  }
}
