import { setTimeout as delay } from 'node:timers/promises';
import { ended } from '@firefly/contracts/run-events';
import type { Database } from '@firefly/db/database';
import type { RunEvent } from '@firefly/db/repositories/run-events';
import { endSoon, eventText, isLast, MOST_UNREAD, roomIn, type Stream } from './follower-stream.ts';

/** Milliseconds between what is done again and again. */
const PACE = {
  /** Between two looks for new events of the runs that are followed. */
  look: 250,
  /** Between two signs of life, so that no proxy takes a quiet stream for a dead one. */
  beat: 15_000,
  /** For which a follower may take nothing of what it has asked for. */
  stall: 60_000,
};
/** Events read in one go. */
const PAGE = 500;

/** Who follows which run, and where to. */
export interface Following {
  readonly runId: string;
  /** Number of the last event that it has. */
  readonly after: number;
  /** The key that lets it; null where none is needed. */
  readonly keyId: string | null;
  readonly stream: Stream;
}

interface Follower {
  readonly runId: string;
  readonly keyId: string | null;
  readonly stream: Stream;
  /** Number of the last event that was written. */
  sent: number;
  /** It has read up to the present, and hears of what is new with all others. */
  live: boolean;
}

/** Everybody who follows runs through this process. */
export interface Followers {
  /**
   * Sends the events of a run above `after`, and from then on each new one until the run has ended or is
   * gone, or the key is revoked; `leave` ends that.
   */
  follow(following: Following): { leave(): void };
  readonly size: number;
  /** Ends all streams. */
  close(): void;
}

/**
 * Serves those who follow runs. However many follow a run, its new events are read once: the rows are
 * numbered without gaps, so whoever has number n needs n + 1.
 */
export function makeFollowers(
  db: Pick<Database, 'events' | 'apiKeys'>,
  onError: (error: unknown) => void,
  pace = PACE,
): Followers {
  const all = new Set<Follower>();
  /** Number of the last event of a run that all who are live have been sent; some may have more. */
  const heads = new Map<string, number>();
  let looking = false;
  let closed = false;

  const drop = (follower: Follower): void => {
    if (all.delete(follower)) endSoon(follower.stream, pace.stall);
  };

  /** Drops who does not read: what was written for it goes at once, and its socket. */
  const cutOff = (follower: Follower): void => {
    if (all.delete(follower)) follower.stream.destroy();
  };

  const send = (follower: Follower, event: RunEvent, text: string): void => {
    if (event.seq <= follower.sent || !all.has(follower)) return;
    follower.sent = event.seq;
    follower.stream.write(text);
    if (follower.stream.writableLength > MOST_UNREAD) cutOff(follower);
    else if (isLast(event)) drop(follower);
  };

  /** Reads a follower up to the present, page by page, as fast as it takes them. */
  const catchUp = async (follower: Follower): Promise<void> => {
    while (all.has(follower)) {
      const events = await db.events.after(follower.runId, follower.sent, PAGE);
      for (const event of events) send(follower, event, eventText(event));
      const head = heads.get(follower.runId) ?? 0;
      // Nothing happens between this look at the head and being live.
      if (events.length < PAGE && follower.sent >= head) {
        // Others who are live may have read less than this one: their head stays.
        if (!heads.has(follower.runId)) heads.set(follower.runId, follower.sent);
        follower.live = true;
        return;
      }
      if (!(await roomIn(follower.stream, pace.stall))) cutOff(follower);
    }
  };

  const liveOn = (runId: string): Follower[] =>
    [...all].filter((follower) => follower.live && follower.runId === runId);

  const tell = async (runId: string): Promise<void> => {
    const head = heads.get(runId) ?? 0;
    const events = await db.events.after(runId, head, PAGE);
    const live = liveOn(runId);
    for (const event of events) {
      const text = eventText(event);
      for (const follower of live) send(follower, event, text);
      heads.set(runId, Math.max(heads.get(runId) ?? 0, event.seq));
    }
  };

  /** Tells who is live what is new; where nothing can follow any more, it lets them go. */
  const tellAll = async (): Promise<void> => {
    const runs = new Set([...all].filter(({ live }) => live).map(({ runId }) => runId));
    for (const runId of heads.keys()) if (!runs.has(runId)) heads.delete(runId);
    const found = await db.events.heads([...runs]);
    for (const runId of runs) {
      const run = found.get(runId);
      if (run !== undefined && run.count > (heads.get(runId) ?? 0)) await tell(runId);
      else if (run === undefined || ended.has(run.status)) liveOn(runId).forEach(drop);
    }
  };

  /** A key that was revoked lets nobody hear more. */
  const dropRevoked = async (): Promise<void> => {
    const keyed = [...all].flatMap(({ keyId }) => keyId ?? []);
    if (keyed.length === 0) return;
    const active = await db.apiKeys.activeAmong([...new Set(keyed)]);
    const checked = new Set(keyed);
    for (const follower of all) {
      const { keyId } = follower;
      if (keyId !== null && checked.has(keyId) && !active.has(keyId)) cutOff(follower);
    }
  };

  const beat = async (): Promise<void> => {
    for (const { stream } of all) stream.write(': still here\n\n');
    await dropRevoked();
  };

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    let beatAt = performance.now();
    while (all.size > 0 && !closed) {
      await delay(pace.look);
      await tellAll().catch(onError);
      if (performance.now() - beatAt < pace.beat) continue;
      beatAt = performance.now();
      await beat().catch(onError);
    }
    looking = false;
  };

  return {
    follow({ after, ...following }) {
      const follower: Follower = { ...following, sent: after, live: false };
      all.add(follower);
      void catchUp(follower).catch((error: unknown) => {
        onError(error);
        // It comes back by itself and reads on from what it has.
        drop(follower);
      });
      void look();
      return { leave: () => void all.delete(follower) };
    },
    get size() {
      return all.size;
    },
    close() {
      closed = true;
      for (const follower of all) drop(follower);
    },
  };
}
