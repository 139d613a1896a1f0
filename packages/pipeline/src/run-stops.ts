import { setTimeout as delay } from 'node:timers/promises';
import { FailureError } from '@firefly/contracts/failure';
import type { Database } from '@firefly/db/database';

const LOOK_MS = 500;

const stopped = (): FailureError =>
  new FailureError({ kind: 'cancelled', message: 'its run no longer runs' });

/** Tells jobs that their run was paused, cancelled or removed while they are at work. */
export interface RunStops {
  /** Gives `work` a signal that is aborted when its run no longer runs, or with `signal`. */
  within<T>(
    runId: string,
    signal: AbortSignal,
    work: (both: AbortSignal) => Promise<T>,
  ): Promise<T>;
}

/** Looks at the rows of those runs that have jobs here, as long as there are any. */
export function makeRunStops(db: Pick<Database, 'serviceRuns'>): RunStops {
  const runs = new Map<string, { readonly stop: AbortController; jobs: number }>();
  let looking = false;

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    while (runs.size > 0) {
      await delay(LOOK_MS, undefined, { ref: false });
      // A job that begins during the look is not meant by what the look finds.
      const looked = [...runs];
      const ids = looked.map(([id]) => id);
      // A database that blinks stops no job; it is asked again.
      const running = await db.serviceRuns.running(ids).catch(() => new Set(ids));
      for (const [id, { stop }] of looked) if (!running.has(id)) stop.abort(stopped());
    }
    looking = false;
  };

  return {
    async within(runId, signal, work) {
      const known = runs.get(runId);
      // One that was told to stop and still works belongs to the time before its run went on.
      const run =
        known === undefined || known.stop.signal.aborted
          ? { stop: new AbortController(), jobs: 0 }
          : known;
      runs.set(runId, run);
      run.jobs += 1;
      void look();
      try {
        return await work(AbortSignal.any([signal, run.stop.signal]));
      } finally {
        run.jobs -= 1;
        if (run.jobs === 0 && runs.get(runId) === run) runs.delete(runId);
      }
    },
  };
}
