import { spacingUs } from '@firefly/domain/limits/spacing';
import type { Limit, Limiter, Slot } from '@firefly/domain/ports';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Limiters, startLimiters } from './testing/limiters.ts';

const LONG_MS = 60_000;
let limiters: Limiters;
beforeAll(async () => {
  limiters = await startLimiters(4);
});
afterAll(() => limiters?.close());

const worker = (at: number): Limiter => limiters.workers[at] as Limiter;
const acquire = (at: number, key: string, limit: Limit, holdMs = LONG_MS, patienceMs = LONG_MS) =>
  worker(at).acquire({ key, limit, holdMs, patienceMs });
const granted = (slot: Slot) => {
  if (!slot.granted) throw new Error('it was not granted');
  return slot;
};

test('four workers get slots that are spaced, and lose none of the rate', async () => {
  const limit = { perSecond: 50 };
  const each = 40;
  const slots = await Promise.all(
    limiters.workers.map(async (_, at) => {
      const mine: Slot[] = [];
      while (mine.length < each) mine.push(await acquire(at, 'rate', limit));
      return mine;
    }),
  );
  expect(slots.flat().every((slot) => slot.granted)).toBe(true);
  const free = (await limiters.changes('rate')).map(({ freeAtUs }) => freeAtUs);
  expect(free).toHaveLength(4 * each);
  const gaps = free.slice(1).map((at, i) => at - (free[i] as number));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(spacingUs(50));
  // Asked for faster than it is given out, the whole rate is given out.
  const exact = gaps.filter((gap) => gap === spacingUs(50));
  expect(exact.length).toBeGreaterThan(0.9 * gaps.length);
});

test('a server that was let be starts at once, with no burst to catch up', async () => {
  const first = granted(await acquire(0, 'idle', { perSecond: 0.01 }));
  expect(first.inMs).toBe(0);
  const second = granted(await acquire(1, 'idle', { perSecond: 0.01 }, LONG_MS, 2 * LONG_MS));
  expect(second.inMs).toBeGreaterThan(LONG_MS);
});

test('a slot further off than the patience is not taken, and its wait is told', async () => {
  const limit = { perSecond: 0.01 };
  granted(await acquire(0, 'far', limit));
  for (const at of [0, 1, 2, 3]) {
    const slot = await acquire(at, 'far', limit, LONG_MS, 1_000);
    expect(slot).toMatchObject({ granted: false });
    expect(slot.granted ? 0 : slot.retryInMs).toBeGreaterThan(1_000);
  }
  expect(await limiters.changes('far')).toHaveLength(1);
});

test('keys do not know of each other', async () => {
  granted(await acquire(0, 'one', { perSecond: 0.01, concurrency: 1 }));
  const other = granted(await acquire(0, 'another', { perSecond: 0.01, concurrency: 1 }));
  expect(other.inMs).toBe(0);
});

test('there are never more leases than allowed, and a released one is given again', async () => {
  const limit = { concurrency: 3 };
  let held = 0;
  const most: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, at) => {
      for (let calls = 0; calls < 10; ) {
        const slot = await acquire(at % 4, 'leases', limit);
        if (!slot.granted) continue;
        most.push(++held);
        calls += 1;
        await acquire(at % 4, 'something else', {});
        held -= 1;
        await slot.release();
      }
    }),
  );
  expect(Math.max(...most)).toBe(3);
  const leases = (await limiters.changes('leases')).map((change) => change.leases);
  expect(Math.max(...leases)).toBe(3);
  expect(leases.at(-1)).toBe(0);
});

test('the lease of a holder that died ends by itself', async () => {
  const limit = { concurrency: 2 };
  granted(await acquire(0, 'crash', limit, LONG_MS));
  granted(await acquire(1, 'crash', limit, 300));
  let slot = await acquire(2, 'crash', limit);
  while (!slot.granted) slot = await acquire(2, 'crash', limit);
  // The first is held as before, so there is no room for one more.
  expect(await acquire(3, 'crash', limit)).toMatchObject({ granted: false });
  const leases = (await limiters.changes('crash')).map((change) => change.leases);
  expect(leases).toEqual([1, 2, 2]);
});

test('a lease lasts from its slot on, and neither is taken without the other', async () => {
  const limit = { perSecond: 0.01, concurrency: 2 };
  granted(await acquire(0, 'both', limit));
  // Due in a while: counted from now it would be over.
  const later = granted(await acquire(1, 'both', limit, 0, 10 * LONG_MS));
  const before = await limiters.changes('both');
  expect(await acquire(2, 'both', limit, 0, 10 * LONG_MS)).toMatchObject({ granted: false });
  expect(await limiters.changes('both')).toEqual(before);
  await later.release();
  // Released without having been used, its slot is gone all the same.
  expect((await limiters.changes('both')).at(-1)).toEqual({ ...before.at(-1), leases: 1 });
  granted(await acquire(2, 'both', limit, 0, 10 * LONG_MS));
});

test('no call waits for a disk: the table is unlogged', async () => {
  expect(await limiters.persistence()).toBe('u');
});
