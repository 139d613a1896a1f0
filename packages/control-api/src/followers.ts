import { setTimeout as delay } from 'node:timers/promises';
import { ended, type RunStatus } from '@firefly/contracts/run-events';
import type { Database } from '@firefly/db/database';
import type { RunEvent } from '@firefly/db/repositories/run-events';

/** Between two looks for new events of the runs that are followed. */
const LOOK_MS = 250;
/** Events read in one go. */
const PAGE = 500;
/** Between two signs of life, so that no proxy takes a quiet stream for a dead one. */
const BEAT_MS = 15_000;
/** What a follower may leave unread before it is dropped; it comes back with the last number it saw. */
const MOST_UNREAD = 4 << 20;

/** Where the events of one follower go. */
export interface Stream {
  write(text: string): unknown;
  end(): unknown;
  /** Bytes written and not yet taken. */
  readonly writableLength: number;
}

interface Follower {
  readonly runId: string;
  readonly stream: Stream;
  /** Number of the last event that was written. */
  sent: number;
  /** It has read up to the present, and hears of what is new with all others. */
  live: boolean;
}

/** Everybody who follows runs through this process. */
export interface Followers {
  /** Sends the events of a run above `after`, and from then on each new one; `leave` ends that. */
  follow(runId: string, after: number, stream: Stream): { leave(): void };
  readonly size: number;
  /** Ends all streams. */
  close(): void;
}

/** An event as it stands on the stream: its number, type, and data as JSON. */
export const eventText = ({ seq, type, at, data }: RunEvent): string =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ at: at.toISOString(), ...(data as object) })}\n\n`;

/** Nothing follows the end of a run. */
const isLast = ({ type, data }: RunEvent): boolean =>
  type === 'status' && ended.has((data as { readonly status: RunStatus }).status);

/**
 * Serves those who follow runs. However many follow a run, its new events are read once: the rows are
 * numbered without gaps, so whoever has number n needs n + 1.
 */
export function makeFollowers(
  db: Pick<Database, 'events'>,
  onError: (error: unknown) => void,
): Followers {
  const all = new Set<Follower>();
  /** Number of the last event of a run that all who are live have been sent; some may have more. */
  const heads = new Map<string, number>();
  let looking = false;
  let closed = false;

  const drop = (follower: Follower): void => {
    if (!all.delete(follower)) return;
    follower.stream.end();
  };

  const send = (follower: Follower, event: RunEvent, text: string): void => {
    if (event.seq <= follower.sent || !all.has(follower)) return;
    follower.sent = event.seq;
    follower.stream.write(text);
    if (isLast(event) || follower.stream.writableLength > MOST_UNREAD) drop(follower);
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
      while (follower.stream.writableLength > MOST_UNREAD / 2 && all.has(follower))
        await delay(LOOK_MS);
    }
  };

  const tell = async (runId: string): Promise<void> => {
    const head = heads.get(runId) ?? 0;
    const events = await db.events.after(runId, head, PAGE);
    const live = [...all].filter((follower) => follower.live && follower.runId === runId);
    for (const event of events) {
      const text = eventText(event);
      for (const follower of live) send(follower, event, text);
      heads.set(runId, Math.max(heads.get(runId) ?? 0, event.seq));
    }
  };

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    let beatAt = performance.now();
    while (all.size > 0 && !closed) {
      await delay(LOOK_MS);
      try {
        const runs = new Set([...all].filter(({ live }) => live).map(({ runId }) => runId));
        for (const runId of heads.keys()) if (!runs.has(runId)) heads.delete(runId);
        const counts = await db.events.counts([...runs]);
        for (const [runId, count] of counts) if (count > (heads.get(runId) ?? 0)) await tell(runId);
      } catch (error) {
        onError(error);
      }
      if (performance.now() - beatAt < BEAT_MS) continue;
      beatAt = performance.now();
      for (const { stream } of all) stream.write(': still here\n\n');
    }
    looking = false;
  };

  return {
    follow(runId, after, stream) {
      const follower: Follower = { runId, stream, sent: after, live: false };
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
