import { setTimeout as wait } from 'node:timers/promises';

/** How long a connection may stay behind a whole message before it is no longer waited for. */
const LINGERS_MS = 500;

/**
 * The events of a stream up to `message_stop`. What follows is read to its end, so that the connection can be
 * used again, but not waited for: some servers leave it open.
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
    await ended(iterator);
  } finally {
    // Ends the request where it was left in its middle; one that still waits ends by its deadline.
    void iterator.return?.().catch(() => {});
  }
}

async function ended(iterator: AsyncIterator<unknown>): Promise<void> {
  const read = new AbortController();
  const end = iterator.next().catch(() => {});
  const patience = wait(LINGERS_MS, undefined, { signal: read.signal }).catch(() => {});
  await Promise.race([end, patience]);
  read.abort();
}
