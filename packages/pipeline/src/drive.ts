import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@firefly/db/database';
import type { Pipeline } from './compose.ts';
import { type Progress, progressOf } from './progress.ts';

const LOOK_MS = 250;
/** How long a run may stand still before it is planned again: then its jobs are taken for lost. */
const STILL_MS = 2_000;

/**
 * Keeps a run going until it ends. Postgres is the truth: whenever nothing has moved for a while, the
 * run is planned again, which queues whatever the rows say is missing. So a lost queue costs seconds.
 */
export async function driveRun(
  { db, pipeline }: { readonly db: Database; readonly pipeline: Pick<Pipeline, 'enqueue'> },
  runId: string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Progress> {
  let seen = '';
  let movedAt = Number.NEGATIVE_INFINITY;
  for (let turn = 0; ; ) {
    signal.throwIfAborted();
    const progress = await progressOf(db, runId);
    if (progress === null) throw new Error(`there is no run ${runId}`);
    const now = performance.now();
    const shown = JSON.stringify(progress);
    if (shown !== seen) onProgress(progress);
    if (progress.status !== 'running') return progress;
    if (shown !== seen && turn > 0) movedAt = now;
    seen = shown;
    if (now - movedAt > STILL_MS) {
      await pipeline.enqueue(runId, [
        { queue: 'plan', payload: { runId, turn: `${process.pid}-${Date.now()}` } },
      ]);
      turn += 1;
      movedAt = now;
    }
    await delay(LOOK_MS, undefined, { signal });
  }
}
