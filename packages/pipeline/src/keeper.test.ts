import type { NewJob } from '@firefly/contracts/queues';
import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import { afterEach, expect, test, vi } from 'vitest';
import { type Keeper, type KeeperParts, startKeeper } from './keeper.ts';
import { aSpec } from './testing/seeding.ts';

const { database } = useRun();
const keepers: Keeper[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(keepers.splice(0).map((keeper) => keeper.stop()));
  const { serviceRuns } = database();
  for (const id of await serviceRuns.unfinished())
    await serviceRuns.move(id, ['running'], 'cancelled');
});

const aRun = async (id: string, spec: Json = aSpec() as unknown as Json): Promise<string> => {
  await database().serviceRuns.create({
    ...{ id, key: id, name: null, spec, createdBy: 'somebody', request: null, servers: [] },
  });
  return id;
};

/** A keeper, and what it has done. */
function keep(changes: Partial<KeeperParts> = {}) {
  const planned: string[] = [];
  const forgotten: number[] = [];
  const errors: unknown[] = [];
  const enqueue = async (runId: string, jobs: readonly NewJob[]) => {
    planned.push(...jobs.map(({ queue }) => `${queue} ${runId}`));
  };
  const keeper = startKeeper({
    db: database(),
    pipeline: { enqueue, isAlive: async () => false },
    queues: {
      forgetOlderThan: async (ms) => void forgotten.push(ms),
      hasAny: async () => false,
    },
    onError: (error) => errors.push(error),
    ...changes,
  });
  keepers.push(keeper);
  return { keeper, planned, forgotten, errors };
}
const soon = { timeout: 10_000, interval: 50 };

test('a run that was made is planned, and those who follow it are told', async () => {
  const id = await aRun('made');
  const { planned, errors } = keep();
  await expect.poll(() => planned, soon).toContain(`plan ${id}`);
  const told = async () => (await database().events.after(id, 0, 10)).map(({ type }) => type);
  await expect.poll(told, soon).toContain('progress');
  expect(errors).toEqual([]);
});

test('of two one keeps, and the other does once the first has stopped', async () => {
  const first = keep();
  await aRun('first');
  await expect.poll(() => first.planned, soon).toContain('plan first');
  const second = keep();
  await aRun('second');
  await expect.poll(() => first.planned, soon).toContain('plan second');
  expect(second.planned).toEqual([]);
  await first.keeper.stop();
  const before = [...first.planned];
  await aRun('third');
  await expect.poll(() => second.planned, soon).toContain('plan third');
  expect(first.planned).toEqual(before);
});

test('one run that cannot be looked at holds up no other', async () => {
  await aRun('broken', { nonsense: true });
  await aRun('well');
  const { planned, errors } = keep();
  await expect.poll(() => planned, soon).toContain('plan well');
  expect(planned).not.toContain('plan broken');
  expect(errors.length).toBeGreaterThan(0);
});

test('jobs that were done an hour ago are forgotten, once a minute', async () => {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const looks = vi.spyOn(database().serviceRuns, 'unfinished');
  const { forgotten } = keep();
  const HOUR_MS = 60 * 60_000;
  for (const times of [0, 1, 2]) {
    const seen = looks.mock.calls.length;
    await expect.poll(() => looks.mock.calls.length, soon).toBeGreaterThan(seen + 1);
    expect(forgotten).toEqual(Array.from({ length: times }, () => HOUR_MS));
    now += 61_000;
  }
});

test('a leadership that is lost is told, and taken again', async () => {
  const db = database();
  const lead = vi.spyOn(db.runs, 'lead').mockImplementationOnce(async () => ({
    confirm: () => Promise.reject(new Error('the connection is lost')),
    leave: async () => {},
  }));
  await aRun('kept');
  const { planned, errors } = keep();
  await expect.poll(() => planned, soon).toContain('plan kept');
  expect(String(errors[0])).toContain('the connection is lost');
  expect(lead.mock.calls.length).toBe(2);
});
