import { setTimeout as delay } from 'node:timers/promises';
import { FailureError, failureOf } from '@firefly/contracts/failure';
import { SHORTEST_REST_MS } from '@firefly/domain/limits/narrowing';
import { LATEST_MS } from '@firefly/domain/limits/spacing';
import type { Limiter, Slot, SlotRequest } from '@firefly/domain/ports';

/** A put-off request does not come back sooner. */
const PUT_OFF_MS = 1_000;
/** Slots missed in a row; the next is used however late. Those that were wasted make up for it. */
const MOST_MISSED = 5;
/**
 * So long before a slot it is asked whether it still holds, if it was given out long before: nobody
 * sends what was reserved before the server asked for a rest. What is due before the shortest rest is
 * over is as good as sent.
 */
const LOOK_AHEAD_MS = 100;

/** What a request asks for, each time it asks. */
export type Wish = Omit<SlotRequest, 'patienceMs'>;

const putOff = (message: string, retryAfterMs: number, own: boolean, cause?: unknown) =>
  new FailureError(
    {
      kind: 'transient',
      message,
      retryAfterMs: Math.max(PUT_OFF_MS, retryAfterMs),
      ...(own ? { ownLimit: true } : {}),
    },
    { cause },
  );

/** Put off because the server may not be asked any more often than it is. */
export const noRoom = (server: string, retryAfterMs = 0): FailureError =>
  putOff(`the limit of server "${server}" leaves no room for now`, retryAfterMs, true);

const resting = (server: string, retryAfterMs: number): FailureError => {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  const message = `server "${server}" wants to be asked again later in ${seconds} s`;
  return putOff(message, retryAfterMs, false);
};

/** What the limiter answers. If its store blinks, no server has done anything wrong: it is asked later. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const failure = failureOf(error);
    throw failure.kind === 'transient' ? putOff(failure.message, 0, false, error) : error;
  }
}

/** Waits for the moment of a slot; whether it may still be used, for it holds and is not missed. */
async function comes(
  slot: Extract<Slot, { granted: true }>,
  wait: (ms: number) => Promise<unknown>,
): Promise<'due' | 'missed' | 'void'> {
  const due = performance.now() + slot.inMs;
  if (slot.inMs > SHORTEST_REST_MS) {
    await wait(slot.inMs - LOOK_AHEAD_MS);
    if (!(await asked(slot.holds()))) return 'void';
  }
  await wait(due - performance.now());
  return performance.now() - due + slot.lateMs <= LATEST_MS ? 'due' : 'missed';
}

/**
 * Waits for a slot and then for its moment; gives what ends its lease. Rejects with a put-off failure
 * if that would take longer than `until`, by `performance.now()`, and as timers do if `signal` ends the waiting.
 */
export async function waitForSlot(
  server: string,
  limiter: Limiter,
  wish: Wish,
  until: number,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  const wait = (ms: number) =>
    delay(Math.max(0, Math.ceil(ms)), undefined, signal ? { signal } : {});
  for (let missed = 0; ; ) {
    const patienceMs = until - performance.now();
    const slot = await asked(limiter.acquire({ ...wish, patienceMs }));
    if (!slot.granted) {
      const { retryInMs } = slot;
      if (retryInMs > patienceMs)
        throw slot.resting ? resting(server, retryInMs) : noRoom(server, retryInMs);
      await wait(retryInMs);
      continue;
    }
    const came = await comes(slot, wait).catch(async (error: unknown) => {
      await slot.release();
      throw error;
    });
    if (came === 'due' || (came === 'missed' && missed === MOST_MISSED)) return slot.release;
    // Whatever held this one up held others up, and together they would be too many.
    if (came === 'missed') missed += 1;
    await slot.release();
  }
}
