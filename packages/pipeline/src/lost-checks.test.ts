import { useRun } from '@firefly/db/testing/run';
import { expect, test } from 'vitest';
import { closeLostChecks } from './lost-checks.ts';

const { database } = useRun();

test('a check whose job is gone is closed; one that waits, or was just asked for, is not', async () => {
  const db = database();
  await db.serverChecks.begin('lost', 'c1');
  await db.serverChecks.begin('waiting', 'c2');
  const queues = {
    hasAny: async (jobs: readonly { readonly payload: object }[]) =>
      jobs.some(({ payload }) => 'server' in payload && payload.server === 'waiting'),
  };
  await closeLostChecks({ db, queues });
  expect(await db.serverChecks.find('lost')).toMatchObject({ status: 'pending' });
  await closeLostChecks({ db, queues }, 0);
  expect(await db.serverChecks.find('lost')).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('ask for it again'),
  });
  expect(await db.serverChecks.find('waiting')).toMatchObject({ status: 'pending' });
});
