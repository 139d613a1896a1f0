import { expect, test } from 'vitest';
import { aServiceRun, useServiceApi } from '../testing/service-api.ts';

const api = useServiceApi();

test('whoever has the end of a run gets 204, whatever was noted behind it', async () => {
  const { db, app } = api();
  await aServiceRun(db, 'over');
  await db.serviceRuns.move('over', ['running'], 'cancelled');
  await db.events.append('over', [{ type: 'tasks', data: { wave: 0, accepted: [] } }]);
  const followed = async (last: string) => {
    const headers = { host: 'localhost', 'last-event-id': last };
    const { statusCode, body } = await app.inject({ url: '/v1/runs/over/events', headers });
    return [statusCode, [...body.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))];
  };
  // 1 began it, 2 ended it.
  expect(await followed('1')).toEqual([200, [2]]);
  expect(await followed('2')).toEqual([204, []]);
  expect(await followed('3')).toEqual([204, []]);
});
