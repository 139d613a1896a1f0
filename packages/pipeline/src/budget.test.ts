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

test('a run that has spent its minutes is told to stop, and stays so', async () => {
  const db = database();
  const spec = aSpec({ budgets: { minutes: 1 } }) as unknown as Json;
  await db.runs.create({ id: 'short', key: 'short', spec });
  const found = async () => {
    const run = await db.runs.find('short');
    if (run === null) throw new Error('no run');
    return run;
  };
  const begun = (await found()).createdAt.getTime();
  expect(await whyStopped(db, await found(), begun + 59_000)).toBeNull();
  expect((await found()).stopping).toBeNull();
  const reason = 'its budget of 1 minute is spent';
  expect(await whyStopped(db, await found(), begun + 60_000)).toBe(reason);
  expect(await whyStopped(db, await found(), begun)).toBe(reason);
});
