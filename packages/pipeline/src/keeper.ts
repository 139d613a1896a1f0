import { setTimeout as delay } from 'node:timers/promises';
import type { Leadership } from '@firefly/db/leadership';
import type { QueueConnection } from '@firefly/queue/connection';
import { becauseRequested } from '@firefly/telemetry/request-span';
import { closeLostChecks } from './lost-checks.ts';
import { type Drive, type Watch, watchRun } from './watch.ts';

const LOOK_MS = 400;
/** Until a process that does not lead asks again whether it shall. */
const CANDIDATE_MS = 2_000;
/** Jobs that were done so long ago are of no use to people who look at the queues. */
const FORGET_AFTER_MS = 60 * 60_000;
const FORGET_EVERY_MS = 60_000;

/** Keeps all runs of the service going, wherever their jobs are done. */
export interface Keeper {
  stop(): Promise<void>;
}

/** What a keeper works with. */
export interface KeeperParts extends Drive {
  readonly queues: Pick<QueueConnection, 'forgetOlderThan' | 'hasAny'>;
  /** Told what went wrong, and when the same thing is over; it goes on all the same. */
  readonly onError: (error: unknown) => void;
}

/**
 * Starts the keeper of this process. Of all processes one keeps, the others stand by: it notices runs
 * that were made, plans those that stand still, and tells those who follow a run how far it is.
 */
export function startKeeper(parts: KeeperParts): Keeper {
  const { db, queues, onError } = parts;
  // Every run that is kept was asked for over HTTP.
  const drive: Drive = {
    db,
    pipeline: {
      ...parts.pipeline,
      enqueue: (runId, jobs) => becauseRequested(runId, () => parts.pipeline.enqueue(runId, jobs)),
    },
  };
  const stop = new AbortController();
  const { signal } = stop;
  const pause = (ms: number): Promise<unknown> => delay(ms, undefined, { signal }).catch(() => {});

  const keep = async (leadership: Leadership): Promise<void> => {
    const watches = new Map<string, Watch>();
    let forgotAt = performance.now();
    while (!signal.aborted) {
      await leadership.confirm(signal);
      const ids = await db.serviceRuns.unfinished();
      for (const id of watches.keys()) if (!ids.includes(id)) watches.delete(id);
      for (const id of ids) {
        if (signal.aborted) return;
        const watch =
          watches.get(id) ??
          watchRun(drive, id, (progress) =>
            db.events.append(id, [{ type: 'progress', data: progress }]),
          );
        watches.set(id, watch);
        // One run that cannot be looked at holds up no other.
        await watch.look().catch(onError);
      }
      if (performance.now() - forgotAt > FORGET_EVERY_MS) {
        forgotAt = performance.now();
        await queues.forgetOlderThan(FORGET_AFTER_MS);
        await closeLostChecks(parts);
      }
      await pause(LOOK_MS);
    }
  };

  const stand = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const leadership = await db.runs.lead('keep');
        if (leadership !== null) await keep(leadership).finally(() => leadership.leave());
      } catch (error) {
        if (!signal.aborted) onError(error);
      }
      await pause(CANDIDATE_MS);
    }
  };

  const standing = stand();
  return {
    stop() {
      stop.abort();
      return standing;
    },
  };
}
