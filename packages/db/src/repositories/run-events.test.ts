import type { NewRunEvent } from '@firefly/contracts/run-events';
import { expect, test } from 'vitest';
import { useRun } from '../testing/run.ts';

const { database, runId } = useRun();

const tasks = (wave: number): NewRunEvent => ({ type: 'tasks', data: { wave, accepted: [] } });

test('events are numbered from 1, and read on from any number', async () => {
  const { events } = database();
  await events.append(runId(), [tasks(0), tasks(1)]);
  await events.append(runId(), []);
  await events.append(runId(), [tasks(2)]);
  expect((await events.after(runId(), 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(await events.after(runId(), 1, 1)).toMatchObject([
    { seq: 2, type: 'tasks', data: { wave: 1, accepted: [] } },
  ]);
  expect(await events.after(runId(), 3, 10)).toEqual([]);
  expect(await events.heads([runId(), 'nowhere'])).toEqual(
    new Map([[runId(), { count: 3, status: 'running' }]]),
  );
});

test('whoever has read a number has missed none below it, however many write at once', async () => {
  const { events } = database();
  const seen: number[] = [];
  let writing = true;
  const reader = (async () => {
    while (writing || seen.length < 60) {
      const found = await events.after(runId(), seen.at(-1) ?? 0, 7);
      seen.push(...found.map(({ seq }) => seq));
    }
  })();
  await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let turn = 0; turn < 5; turn++)
        await events.append(runId(), [tasks(writer), tasks(turn)]);
    }),
  );
  writing = false;
  await reader;
  expect(seen).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
});

test('what happens to the rows of a run is told', async () => {
  const { events, runs, servers, waves } = database();
  await servers.add(runId(), [
    { name: 'a', policy: {} },
    { name: 'b', policy: {} },
  ]);
  await servers.listed(runId(), 'a', {}, 1);
  await servers.dropped(runId(), 'b', 'it did not start', 1);
  await waves.create(runId(), 0, {});
  await waves.scored(runId(), 0, ['t1']);
  await waves.scored(runId(), 0, ['t1']);
  await runs.fail(runId(), 'no disk');
  await runs.finish(runId(), {});
  expect((await events.after(runId(), 0, 10)).map(({ type, data }) => [type, data])).toEqual([
    ['server', { name: 'a', status: 'listed' }],
    ['server', { name: 'b', status: 'dropped', reason: 'it did not start' }],
    ['tasks', { wave: 0, accepted: ['t1'] }],
    ['status', { status: 'failed', reason: 'no disk' }],
  ]);
});
