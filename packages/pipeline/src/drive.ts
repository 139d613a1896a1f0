import { setTimeout as delay } from 'node:timers/promises';
import { failureOf } from '@firefly/contracts/failure';
import type { Progress } from '@firefly/contracts/run-events';
import { type Drive, watchRun } from './watch.ts';

const LOOK_MS = 400;
/** Looks in a row that may fail for a passing reason, such as a database that starts again. */
const MOST_BLIND = 25;

/** Keeps one run going until it ends. A lost queue costs seconds. */
export async function driveRun(
  drive: Drive,
  runId: string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Progress> {
  const watch = watchRun(drive, runId, onProgress);
  let blind = 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      const progress = await watch.look();
      if (progress === null) throw new Error(`there is no run ${runId}`);
      if (progress.status !== 'running') return progress;
      blind = 0;
    } catch (error) {
      blind += 1;
      if (failureOf(error).kind !== 'transient' || blind > MOST_BLIND) throw error;
    }
    await delay(LOOK_MS, undefined, { signal });
  }
}
