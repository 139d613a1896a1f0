import type { NewJob } from '@firefly/contracts/queues';
import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import { afterEach, expect, test, vi } from 'vitest';
import { aSpec } from './testing/seeding.ts';
import { watchRun } from './watch.ts';

const { database } = useRun();
afterEach(() => vi.restoreAllMocks());

/** Longer than a run may stand still unseen. */
const LONG_MS = 10_000;

test('a run that nothing moves is planned ten times anew, fails then, and is left alone', async () => {
  const db = database();
  await db.runs.create({ id: 'dead', key: 'dead', spec: aSpec() as unknown as Json });
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const queued: NewJob[] = [];
  const enqueue = async (_: string, jobs: readonly NewJob[]) => void queued.push(...jobs);
  const watch = watchRun(
    { db, pipeline: { enqueue, isAlive: async () => false } },
    'dead',
    () => {},
  );
  for (let looks = 0; looks < 11; looks += 1) {
    expect((await db.runs.find('dead'))?.status).toBe('running');
    await watch.look();
    now += LONG_MS;
  }
  expect(await db.runs.find('dead')).toMatchObject({
    ...{ status: 'failed', revision: 10 },
    error: expect.stringContaining('nothing moves the run'),
  });
  expect(queued.map(({ queue }) => queue)).toEqual(Array.from({ length: 10 }, () => 'plan'));
  expect(await watch.look()).toMatchObject({ status: 'failed' });
});
