import { useRun } from '@firefly/db/testing/run';
import type { Json } from '@firefly/domain/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overspent, whyStopped } from './budget.ts';
import { aSpec } from './testing/seeding.ts';

const { database } = useRun();

test('a budget is spent when it is reached, and not a call or a moment before', () => {
  const some = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(some, some, (calls, minutes) => {
      const ms = minutes * 60_000;
      const both = { calls, minutes };
      expect(overspent(both, { calls: calls - 1, ms: ms - 1 })).toBeNull();
      expect(overspent(both, { calls, ms: ms - 1 })).toContain(`${calls} call`);
      expect(overspent(both, { calls: calls - 1, ms })).toContain(`${minutes} minute`);
      expect(overspent(undefined, { calls: calls * 1_000, ms: ms * 1_000 })).toBeNull();
    }),
  );
});

const found = async (id: string) => {
  const run = await database().runs.find(id);
  if (run === null) throw new Error('no run');
  return run;
};

/** Somebody keeps a run going from one second to another. */
async function keep(id: string, from: number, to: number): Promise<void> {
  for (let second = from; second <= to; second += 10)
    await database().runs.keep(id, new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
}

test('a run that has spent its minutes is told to stop, and stays so', async () => {
  const db = database();
  const spec = aSpec({ budgets: { minutes: 1 } }) as unknown as Json;
  await db.runs.create({ id: 'short', key: 'short', spec });
  await keep('short', 0, 50);
  expect(await whyStopped(db, await found('short'))).toBeNull();
  expect((await found('short')).stopping).toBeNull();
  await keep('short', 50, 60);
  const reason = 'its budget of 1 minute is spent';
  expect(await whyStopped(db, await found('short'))).toBe(reason);
  expect(await whyStopped(db, await found('short'))).toBe(reason);
});

test('neither a pause nor the time between two commands is spent', async () => {
  const db = database();
  const spec = aSpec({ budgets: { minutes: 1 } }) as unknown as Json;
  await db.runs.create({ id: 'waits', key: 'waits', spec });
  await keep('waits', 0, 20);
  await db.runs.hold('waits', 'status 401');
  await keep('waits', 30, 10_000);
  await db.runs.goOn('waits', 'paused');
  // Nobody was there for an hour, and nothing said so.
  await keep('waits', 10_010, 10_030);
  await keep('waits', 13_000, 13_010);
  // Two who keep it count once.
  await keep('waits', 13_005, 13_015);
  expect((await found('waits')).keptMs).toBe(55_000);
  expect(await whyStopped(db, await found('waits'))).toBeNull();
});
