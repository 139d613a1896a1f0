import { testDatabase } from '@firefly/testing/database';
import { canUseRedis, testRedis } from '@firefly/testing/redis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Arrival, callTogether, mostPerSecond } from './fleet.ts';

// A busy machine may take long to start eight processes.
vi.setConfig({ testTimeout: 240_000 });

const RATE = { perSecond: 50 };
/**
 * A server that stands still for longer than the 50 ms that the spacing leaves sees all at once what came
 * meanwhile: then the machine was measured, not the limit. So it is measured again, this often at most.
 */
const MEASUREMENTS = 4;

const isCall = ({ what }: Arrival): boolean => what === 'POST tools/call';
/** The pace of requests, per second. */
function paceOf(arrivals: readonly Arrival[]): number {
  const [first, last] = [arrivals[0], arrivals.at(-1)] as [Arrival, Arrival];
  return ((arrivals.length - 1) * 1_000) / (last.at - first.at);
}

function limitsOn(name: string, start: () => Promise<{ url: string; close(): Promise<void> }>) {
  describe(`four processes that share a ${name}`, () => {
    let store: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      store = await start();
    });
    afterAll(() => store?.close());

    test('ask a server no more often than it allows, and hardly less', async () => {
      const seen: { readonly most: number; readonly pace: number }[] = [];
      const isFit = ({ most, pace }: (typeof seen)[number]) => most <= 50 && pace >= 44;
      while (!seen.some(isFit) && seen.length < MEASUREMENTS) {
        const arrivals = await callTogether(store.url, { calls: 300, rateLimit: RATE });
        const calls = arrivals.filter(isCall);
        expect(calls).toHaveLength(300);
        // Greetings and farewells are requests, too.
        expect(arrivals.length).toBeGreaterThan(310);
        seen.push({ most: mostPerSecond(arrivals), pace: paceOf(calls) });
      }
      expect(seen.some(isFit), JSON.stringify(seen)).toBe(true);
    });

    test.each([{ perSecond: 50 }, undefined])(
      'leave a server alone that refuses one of them, and come back more slowly: %j',
      async (rateLimit) => {
        const how = { calls: 80, refuse: 30, ...(rateLimit ? { rateLimit } : {}) };
        const arrivals = await callTogether(store.url, how);
        const calls = arrivals.filter(isCall);
        expect(calls).toHaveLength(81);
        const { at } = arrivals.find(({ what }) => what === 'refused') as Arrival;
        // What is under way, or has its slot at once, comes still.
        const hush = arrivals.filter((one) => one.at > at + 500 && one.at < at + 2_000);
        expect(hush).toEqual([]);
        const after = calls.filter((one) => one.at >= at + 2_000).slice(0, 20);
        expect(paceOf(after)).toBeLessThan(rateLimit ? 28 : 12);
      },
    );
  });
}

limitsOn('Postgres', testDatabase);
describe.skipIf(!canUseRedis)('with a redis-server', () => {
  limitsOn('Redis', testRedis);
});
