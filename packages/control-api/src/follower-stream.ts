import { setTimeout as delay } from 'node:timers/promises';
import { ended, type RunStatus } from '@firefly/contracts/run-events';
import type { RunEvent } from '@firefly/db/repositories/run-events';

/** Where the events of one follower go, and how it is let go. */
export interface Stream {
  write(text: string): unknown;
  end(): unknown;
  /** Ends it with what was not taken yet. */
  destroy(): unknown;
  /** Bytes written and not yet taken. */
  readonly writableLength: number;
}

/** What a follower may leave unread before it is dropped; it comes back with the last number it saw. */
export const MOST_UNREAD = 4 << 20;
const LOOK_MS = 250;

/** An event as it stands on the stream: its number, type, and data as JSON. */
export const eventText = ({ seq, type, at, data }: RunEvent): string =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ at: at.toISOString(), ...(data as object) })}\n\n`;

/** Nothing follows the end of a run. */
export const isLast = ({ type, data }: RunEvent): boolean =>
  type === 'status' && ended.has((data as { readonly status: RunStatus }).status);

/** Resolves once there is room for more; false if nothing at all was taken for `stallMs`. */
export async function roomIn(stream: Stream, stallMs: number): Promise<boolean> {
  let least = stream.writableLength;
  let since = performance.now();
  while (stream.writableLength > MOST_UNREAD / 2) {
    if (stream.writableLength < least) {
      least = stream.writableLength;
      since = performance.now();
    }
    if (performance.now() - since >= stallMs) return false;
    await delay(LOOK_MS);
  }
  return true;
}

/** Ends a stream; one whose reader does not take the rest of it within `stallMs` is destroyed. */
export function endSoon(stream: Stream, stallMs: number): void {
  stream.end();
  if (stream.writableLength > 0) setTimeout(() => stream.destroy(), stallMs).unref();
}
