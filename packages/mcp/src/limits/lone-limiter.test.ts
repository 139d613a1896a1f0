import { expect, test } from 'vitest';
import { makeLoneLimiter } from './lone-limiter.ts';

function start() {
  const clock = { now: 1_000 };
  const limiter = makeLoneLimiter(() => clock.now);
  const ask = (key: string, perSecond?: number, requests = 1) =>
    limiter.acquire({ key, limit: { perSecond }, requests, holdMs: 1, patienceMs: 3_000 });
  return { clock, limiter, ask };
}

test('slots of one server lie as far apart as its limit asks, those of another do not wait', async () => {
  const { clock, ask } = start();
  expect(await ask('a', 1)).toMatchObject({ granted: true, inMs: 0 });
  expect(await ask('a', 1)).toMatchObject({ granted: true, inMs: 1_080 });
  expect(await ask('b', 1, 2)).toMatchObject({ granted: true, inMs: 0 });
  expect(await ask('b', 1)).toMatchObject({ granted: true, inMs: 2_160 });
  clock.now += 500;
  expect(await ask('a', 1)).toMatchObject({ granted: true, inMs: 1_660 });
  // What is further off than anybody waits is not taken.
  clock.now -= 2_000;
  expect(await ask('a', 1)).toEqual({ granted: false, retryInMs: 4_740, resting: false });
  for (const _ of [1, 2]) expect(await ask('free')).toMatchObject({ granted: true, inMs: 0 });
});

test('a refusal voids what was given out, and is felt for a while, also where no limit is set', async () => {
  const { clock, limiter, ask } = start();
  const before = await ask('free');
  await limiter.slowDown('free', 2_000);
  expect(before.granted && (await before.holds())).toBe(false);
  expect(await ask('free')).toMatchObject({ granted: true, inMs: 2_000 });
  // Half of twenty a second.
  expect(await ask('free')).toMatchObject({ granted: true, inMs: 2_108 });
  await limiter.slowDown('free', 10_000);
  expect(await ask('free')).toMatchObject({ granted: false, resting: true });
  clock.now += 60_000;
  for (const _ of [1, 2]) expect(await ask('free')).toMatchObject({ granted: true, inMs: 0 });
});
