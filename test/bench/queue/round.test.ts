import { testDatabase } from '@firefly/testing/database';
import { canUseRedis, testRedis } from '@firefly/testing/redis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBarePostgres, openBareRedis } from './bare.ts';
import { openOurs } from './ours.ts';
import { round } from './round.ts';
import type { OpenStation } from './station.ts';

const { signal } = new AbortController();

/** Whatever the figures are: every job comes through, twice, or this never ends. */
async function comesThrough(
  open: OpenStation,
  store: () => Promise<{ url: string; close(): Promise<void> }>,
) {
  const { url, close } = await store();
  onTestFinished(close);
  const rates = await round(open, { url, poolSize: 29 }, 250, signal);
  expect(Object.keys(rates)).toEqual(['add', 'process', 'through']);
  for (const rate of Object.values(rates)) expect(rate).toBeGreaterThanOrEqual(0);
}

test.each([
  ['bare BullMQ', openBarePostgres],
  ['our queues', openOurs],
])('a round of %s on Postgres', (_, open) => comesThrough(open, testDatabase));

describe.skipIf(!canUseRedis)('with a redis-server', () => {
  test.each([
    ['bare BullMQ', openBareRedis],
    ['our queues', openOurs],
  ])('a round of %s on Redis', (_, open) => comesThrough(open, testRedis));
});
