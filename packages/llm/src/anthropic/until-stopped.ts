import { setTimeout as wait } from 'node:timers/promises';

/** How long a connection may stay behind a whole message before it is ended. */
const LINGERS_MS = 500;

/**
 * The events of a stream up to `message_stop`. What follows is read to its end, so that the connection can be
 * used again, but nobody waits for it: some servers leave it open, and until a reply is kept it can be lost.
 */
export async function* untilStopped(events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const iterator = events[Symbol.asyncIterator]();
  let stopped = false;
  try {
    while (!stopped) {
      const { done, value } = await iterator.next();
      if (done) return;
      stopped = (value as { type?: unknown } | null)?.type === 'message_stop';
      yield value;
    }
  } finally {
    void left(iterator, stopped).catch(() => {});
  }
}

/** Ends the request where it was left in its middle; one that still waits ends by its deadline. */
async function left(iterator: AsyncIterator<unknown>, stopped: boolean): Promise<void> {
  if (stopped) await ended(iterator);
  await iterator.return?.();
}

async function ended(iterator: AsyncIterator<unknown>): Promise<void> {
  const read = new AbortController();
  const end = iterator.next().catch(() => {});
  const patience = wait(LINGERS_MS, undefined, { signal: read.signal }).catch(() => {});
  await Promise.race([end, patience]);
  read.abort();
}
