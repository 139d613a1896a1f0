import { expect, test } from 'vitest';
import { useRun } from '../testing/run.ts';
import type { NewServiceRun } from './service-runs.ts';

const { database } = useRun();

let made = 0;
const aRun = (changes: Partial<NewServiceRun> = {}): NewServiceRun => ({
  ...{ id: `s${String(++made).padStart(4, '0')}`, key: 'k', name: null, spec: {} },
  ...{ createdBy: 'loopback', request: null, servers: [{ name: 'atlas', policy: {} }] },
  ...changes,
});
const make = async (changes: Partial<NewServiceRun> = {}) =>
  (await database().serviceRuns.create(aRun(changes))).run.id;

test('a run is made with its servers, and says so', async () => {
  const { serviceRuns, servers, events } = database();
  const { run, made } = await serviceRuns.create(aRun({ name: 'first\u0000' }));
  expect({ run, made }).toMatchObject({
    made: true,
    run: { status: 'running', shared: true, name: 'first\uFFFD', createdBy: 'loopback' },
  });
  expect(await servers.list(run.id)).toMatchObject([{ name: 'atlas', status: 'pending' }]);
  expect(await events.after(run.id, 0, 5)).toMatchObject([{ type: 'status', seq: 1 }]);
  await expect(serviceRuns.create(aRun({ id: run.id }))).rejects.toThrow('already');
});

test('of equal requests under one mark one makes the run, also at once', async () => {
  const { serviceRuns } = database();
  const request = { key: 'mark', hash: 'h' };
  const all = await Promise.all([1, 2, 3].map(() => serviceRuns.create(aRun({ request }))));
  expect(new Set(all.map(({ run }) => run.id)).size).toBe(1);
  expect(all.filter(({ made }) => made)).toHaveLength(1);
  // The mark of somebody else is another one.
  const other = await serviceRuns.create(aRun({ request, createdBy: 'other' }));
  expect(other.made).toBe(true);
});

test('lists go from the newest to the oldest, page by page, without a gap', async () => {
  const { serviceRuns } = database();
  for (let at = 0; at < 7; at++) await make();
  const whole = (await serviceRuns.list({ limit: 100 }))?.map(({ id }) => id) ?? [];
  const paged: string[] = [];
  for (;;) {
    const page = await serviceRuns.list({ after: paged.at(-1), limit: 3 });
    if (page === null || page.length === 0) break;
    paged.push(...page.map(({ id }) => id));
  }
  expect(paged).toEqual(whole);
  expect(whole.length).toBeGreaterThan(7);
  expect(await serviceRuns.list({ after: 'nowhere', limit: 3 })).toBeNull();
  expect(await serviceRuns.list({ status: 'paused', limit: 3 })).toEqual([]);
});

test('a list of one status goes on behind a run that has left it', async () => {
  const { serviceRuns } = database();
  const ids: string[] = [];
  for (let at = 0; at < 4; at++) ids.unshift(await make());
  for (const id of ids) await serviceRuns.move(id, ['running'], 'paused');
  const page = await serviceRuns.list({ status: 'paused', limit: 2 });
  expect(page?.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  await serviceRuns.move(ids[1] ?? '', ['paused'], 'running');
  const next = await serviceRuns.list({ status: 'paused', after: ids[1], limit: 2 });
  expect(next?.map(({ id }) => id)).toEqual(ids.slice(2, 4));
});

test('a run moves where it may, and is told of', async () => {
  const { serviceRuns, runs, events } = database();
  const id = await make();
  expect(await serviceRuns.move(id, ['paused'], 'running')).toBe(false);
  expect(await serviceRuns.move(id, ['running'], 'paused')).toBe(true);
  expect(await serviceRuns.unfinished()).not.toContain(id);
  expect(await runs.finish(id, {})).toBe(false);
  expect(await serviceRuns.move(id, ['paused'], 'running')).toBe(true);
  expect(await runs.find(id)).toMatchObject({ status: 'running', revision: 1, finishedAt: null });
  expect(await serviceRuns.unfinished()).toContain(id);
  expect(await serviceRuns.move(id, ['running', 'paused'], 'cancelled', 'enough')).toBe(true);
  expect((await runs.find(id))?.finishedAt).toBeInstanceOf(Date);
  const told = (await events.after(id, 1, 10)).map(({ data }) => data);
  expect(told).toEqual([
    { status: 'paused' },
    { status: 'running' },
    { status: 'cancelled', reason: 'enough' },
  ]);
  expect(await serviceRuns.running([id])).toEqual(new Set());
});

test('the run of a command cannot be moved', async () => {
  const { serviceRuns, runs } = database();
  await runs.create({ id: 'command', key: 'k', spec: {} });
  expect(await serviceRuns.move('command', ['running'], 'cancelled')).toBe(false);
});

test('the first reason to stop exploring stays', async () => {
  const { serviceRuns, runs } = database();
  const id = await make();
  await serviceRuns.stopExploring(id, 'calls');
  await serviceRuns.stopExploring(id, 'minutes');
  expect((await runs.find(id))?.stopping).toBe('calls');
});
