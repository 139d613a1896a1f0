import { FORGET_MS, SHORTEST_REST_MS } from '@firefly/domain/limits/narrowing';
import { spacingUs } from '@firefly/domain/limits/spacing';
import type { Limit, Limiter, Slot } from '@firefly/domain/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Limiters, StartLimiters } from './limiter-kit.ts';

const LONG_MS = 60_000;
const granted = (slot: Slot) => {
  if (!slot.granted) throw new Error('it was not granted');
  return slot;
};

/** What every store of limits must do, whichever it is. */
export function limiterContract(name: string, start: StartLimiters): void {
  describe(`limits on ${name}`, () => {
    let limiters: Limiters;
    beforeAll(async () => {
      limiters = await start(4);
    });
    afterAll(() => limiters?.close());
    const worker = (at: number): Limiter => limiters.workers[at] as Limiter;
    const acquire = (
      at: number,
      key: string,
      limit: Limit,
      { holdMs = LONG_MS, patienceMs = LONG_MS, requests = 1 } = {},
    ) => worker(at).acquire({ key, limit, requests, holdMs, patienceMs });

    test('four workers get slots that are spaced, and lose none of the rate', async () => {
      const each = 40;
      const slots = await Promise.all(
        limiters.workers.map(async (_, at) => {
          const mine: Slot[] = [];
          while (mine.length < each) mine.push(await acquire(at, 'rate', { perSecond: 50 }));
          return mine;
        }),
      );
      expect(slots.flat().every((slot) => slot.granted)).toBe(true);
      const free = await limiters.freeAtUs('rate');
      expect(free).toHaveLength(4 * each);
      // Stored as whole microseconds.
      const gaps = free.slice(1).map((at, i) => Math.round(at - (free[i] as number)));
      for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(spacingUs(50));
      // Asked for faster than it is given out, the whole rate is given out.
      const exact = gaps.filter((gap) => gap === spacingUs(50));
      expect(exact.length).toBeGreaterThan(0.9 * gaps.length);
    });

    test('a server that was let be starts at once, with no burst to catch up', async () => {
      const first = granted(await acquire(0, 'idle', { perSecond: 0.01 }));
      expect(first.inMs).toBe(0);
      const limit = { perSecond: 0.01 };
      const second = granted(await acquire(1, 'idle', limit, { patienceMs: 2 * LONG_MS }));
      expect(second.inMs).toBeGreaterThan(LONG_MS);
    });

    test('requests that go out in a row take as many slots', async () => {
      granted(await acquire(0, 'row', { perSecond: 0.1 }, { requests: 3 }));
      const next = granted(await acquire(1, 'row', { perSecond: 0.1 }));
      expect(next.inMs).toBeGreaterThan(20_000);
      expect(next.inMs).toBeLessThanOrEqual((3 * spacingUs(0.1)) / 1_000);
    });

    test('a slot further off than the patience is not taken, and its wait is told', async () => {
      const limit = { perSecond: 0.01 };
      granted(await acquire(0, 'far', limit));
      for (const at of [0, 1, 2, 3]) {
        const slot = await acquire(at, 'far', limit, { patienceMs: 1_000 });
        expect(slot).toMatchObject({ granted: false, resting: false });
        expect(slot.granted ? 0 : slot.retryInMs).toBeGreaterThan(1_000);
      }
      expect(await limiters.freeAtUs('far')).toHaveLength(1);
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
            await acquire(at % 4, 'something else', { perSecond: 1_000 });
            held -= 1;
            await slot.release();
          }
        }),
      );
      expect(Math.max(...most)).toBe(3);
      expect((await limiters.kept('leases')).leases).toBe(0);
    });

    test('the lease of a holder that died ends by itself', async () => {
      const limit = { concurrency: 2 };
      granted(await acquire(0, 'crash', limit));
      granted(await acquire(1, 'crash', limit, { holdMs: 300 }));
      let slot = await acquire(2, 'crash', limit);
      while (!slot.granted) slot = await acquire(2, 'crash', limit);
      // The first is held as before, so there is no room for one more.
      expect(await acquire(3, 'crash', limit)).toMatchObject({ granted: false });
      expect((await limiters.kept('crash')).leases).toBe(2);
    });

    test('a lease lasts from its slot on, and neither is taken without the other', async () => {
      const limit = { perSecond: 0.01, concurrency: 2 };
      const patient = { holdMs: 0, patienceMs: 10 * LONG_MS };
      granted(await acquire(0, 'both', limit));
      // Due in a while: counted from now it would be over.
      const later = granted(await acquire(1, 'both', limit, patient));
      const before = await limiters.kept('both');
      expect(await acquire(2, 'both', limit, patient)).toMatchObject({ granted: false });
      expect(await limiters.kept('both')).toEqual(before);
      await later.release();
      // Released without having been used, its slot is gone all the same.
      expect(await limiters.kept('both')).toEqual({ ...before, leases: 1 });
      granted(await acquire(2, 'both', limit, patient));
    });

    test.each([{ perSecond: 50 }, { concurrency: 5 }, {}])(
      'after a refusal no worker gets a slot before the rest is over: %j',
      async (limit) => {
        const key = `rest ${JSON.stringify(limit)}`;
        granted(await acquire(0, key, limit));
        await worker(1).slowDown(key, 20_000);
        await worker(2).slowDown(key, 1_000);
        for (const at of [0, 1, 2, 3]) {
          const slot = await acquire(at, key, limit, { patienceMs: 5_000 });
          expect(slot).toMatchObject({ granted: false, resting: true });
          expect(slot.granted ? 0 : slot.retryInMs).toBeGreaterThan(10_000);
        }
        const [first, second] = [await acquire(0, key, limit), await acquire(1, key, limit)];
        expect(granted(first).inMs).toBeGreaterThan(10_000);
        expect(granted(second).inMs).toBeGreaterThan(granted(first).inMs);
      },
    );

    test('a slot given out before a refusal is void, one given out after it holds', async () => {
      const limit = { perSecond: 1 };
      granted(await acquire(0, 'void', limit));
      const before = granted(await acquire(0, 'void', limit));
      expect(await before.holds()).toBe(true);
      await worker(1).slowDown('void', 0);
      expect(await before.holds()).toBe(false);
      const after = granted(await acquire(2, 'void', limit));
      expect(await after.holds()).toBe(true);
      // The time that the void slots would have taken is not lost.
      expect(after.inMs).toBeLessThanOrEqual(SHORTEST_REST_MS);
    });

    test('for a while after the rest slots lie further apart', async () => {
      const limit = { perSecond: 10 };
      await worker(0).slowDown('narrow', 0);
      await worker(1).slowDown('narrow', 10);
      const slots: number[] = [];
      for (let i = 0; i < 10; i++) slots.push(granted(await acquire(i % 4, 'narrow', limit)).inMs);
      const free = await limiters.freeAtUs('narrow');
      const gaps = free.slice(2).map((at, i) => at - (free[i + 1] as number));
      for (const gap of gaps) {
        expect(gap).toBeLessThanOrEqual(2 * spacingUs(10));
        expect(gap).toBeGreaterThan(2 * spacingUs(10) * 2 ** (-LONG_MS / FORGET_MS));
      }
      expect(gaps.at(0)).toBeGreaterThan(1.5 * spacingUs(10));
    });
  });
}
