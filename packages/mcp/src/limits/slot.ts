import { setTimeout as delay } from 'node:timers/promises';
import { FailureError, failureOf } from '@firefly/contracts/failure';
import { LATEST_MS } from '@firefly/domain/limits/spacing';
import type { Limiter, Slot, SlotRequest } from '@firefly/domain/ports';

/** A request that would wait longer is put off. */
export const PATIENCE_MS = 10 * 60_000;
/** A put-off request does not come back sooner. */
const PUT_OFF_MS = 1_000;
/** Slots missed in a row; the next is used however late. Those that were wasted make up for it. */
const MOST_MISSED = 5;

/** What a request asks for, each time it asks. */
export type Wish = Omit<SlotRequest, 'patienceMs'>;

const putOff = (message: string, retryAfterMs: number, cause?: unknown): FailureError =>
  new FailureError(
    { kind: 'transient', message, retryAfterMs: Math.max(PUT_OFF_MS, retryAfterMs) },
    { cause },
  );

/** Put off because the server may not be asked any more often than it is. */
export const noRoom = (server: string, retryAfterMs = 0): FailureError =>
  putOff(`the limit of server "${server}" leaves no room for long`, retryAfterMs);

/** The limiter's answer. If its store blinks, no server has done anything wrong: it is asked later. */
async function ask(limiter: Limiter, request: SlotRequest): Promise<Slot> {
  try {
    return await limiter.acquire(request);
  } catch (error) {
    const failure = failureOf(error);
    throw failure.kind === 'transient' ? putOff(failure.message, 0, error) : error;
  }
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
  const wait = (ms: number) => delay(Math.ceil(ms), undefined, signal ? { signal } : {});
  for (let missed = 0; ; ) {
    const patienceMs = until - performance.now();
    const slot = await ask(limiter, { ...wish, patienceMs });
    const told = performance.now();
    if (!slot.granted) {
      if (slot.retryInMs > patienceMs) throw noRoom(server, slot.retryInMs);
      await wait(slot.retryInMs);
      continue;
    }
    try {
      await wait(slot.inMs);
    } catch (error) {
      await slot.release();
      throw error;
    }
    const lateMs = performance.now() - told - slot.inMs + slot.ageMs;
    if (lateMs <= LATEST_MS || missed === MOST_MISSED) return slot.release;
    // Whatever held this one up held others up, and together they would be too many.
    missed += 1;
    await slot.release();
  }
}
