import { expect, test } from 'vitest';
import { makeLoneLimiter } from './lone-limiter.ts';

test('slots of one server lie as far apart as its limit asks, those of another do not wait', async () => {
  let now = 1_000;
  const limiter = makeLoneLimiter(() => now);
  const ask = (key: string, perSecond?: number) =>
    limiter.acquire({ key, limit: { perSecond }, holdMs: 1, patienceMs: 3_000 });
  expect(await ask('a', 1)).toMatchObject({ granted: true, inMs: 0 });
  expect(await ask('a', 1)).toMatchObject({ granted: true, inMs: 1_080 });
  expect(await ask('b', 1)).toMatchObject({ granted: true, inMs: 0 });
  now += 500;
  expect(await ask('a', 1)).toMatchObject({ granted: true, inMs: 1_660 });
  // What is further off than anybody waits is not taken.
  now -= 2_000;
  expect(await ask('a', 1)).toEqual({ granted: false, retryInMs: 4_740 });
  for (const _ of [1, 2]) expect(await ask('free')).toMatchObject({ granted: true, inMs: 0 });
});
