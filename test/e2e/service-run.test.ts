import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { manifest } from '@firefly/contracts/bundle';
import { runDetail } from '@firefly/contracts/control-api';
import { shapeOf } from '@firefly/domain/dataset/shape';
import type { Task } from '@firefly/domain/dataset/task';
import { unpackTar } from 'modern-tar';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf, tasksOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';
import { type ServiceUnderTest, startWhole } from './service.ts';
import { acceptedIn, ask, newRun, untilRun } from './service-client.ts';

// A busy machine may take long.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const SECRET = { ATLAS_LICENCE: 'lantern-oil-4711-xyz' };
const REQUEST = { servers: ['atlas'], tasks: 8 };
/** Calls a second: slow enough to be in the middle of a run for a while. */
const PER_SECOND = 25;
let place: Place;
let service: ServiceUnderTest;
let undisturbed: string;
let wanted: string[];

beforeAll(async () => {
  place = await makePlace(SECRET);
  const env = { ...ATLAS.env, ARRIVALS: place.at('arrivals.log') };
  const servers = await place.serve('mcp.json', {
    atlas: { ...ATLAS, env, options: { rateLimit: { perSecond: PER_SECOND } } },
    broken: { command: 'no-such-program-anywhere' },
  });
  const home = { FIREFLY_HOME: place.at('home'), FIREFLY_SERVERS: servers };
  service = await startWhole({ ...SECRET, ...home });
  undisturbed = (await newRun(service.url, REQUEST)).id;
  await untilRun(service.url, undisturbed, ['finished', 'failed']);
  wanted = await acceptedIn(service.url, undisturbed);
  expect(wanted, service.said()).toHaveLength(REQUEST.tasks);
});
afterAll(async () => {
  await service?.stop('SIGTERM');
  await place?.close();
});

const calls = async (): Promise<number> => (await place.log('arrivals.log')).length;
const move = (id: string, what: string) => ask(service.url, `/v1/runs/${id}/${what}`, {});

/** Starts a run and waits until it calls its server. */
async function begun(): Promise<string> {
  const before = await calls();
  const { id } = await newRun(service.url, REQUEST);
  await vi.waitUntil(async () => (await calls()) > before + 10, { timeout: 60_000 });
  return id;
}

/** Waits until a whole second goes by without a call: at the rate of these runs, none is under way. */
async function untilQuiet(): Promise<void> {
  const until = performance.now() + 10_000;
  for (let last = -1; performance.now() < until; ) {
    const now = await calls();
    if (now === last) return;
    last = now;
    await delay(1_000);
  }
  throw new Error('the server is called on and on');
}

/** Downloads a bundle and unpacks it; gives its folder. */
async function download(id: string): Promise<string> {
  const response = await fetch(new URL(`/v1/runs/${id}/bundle`, service.url));
  expect(response.status).toBe(200);
  const entries = await unpackTar(gunzipSync(await response.arrayBuffer()));
  for (const { header, data } of entries) {
    const file = place.at(join('unpacked', header.name));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, data ?? '');
  }
  return join('unpacked', id);
}

test('a finished run: tasks, trajectories and a bundle that verifies, all of the same tasks', async () => {
  const folder = await download(undisturbed);
  expect(await place.run('verify', folder)).toMatchObject({ code: 0, err: '' });
  expect((await idsOf(place.at(folder))).toSorted()).toEqual(wanted.toSorted());
  const listed = (await ask(
    service.url,
    `/v1/runs/${undisturbed}/tasks?verdict=accepted&limit=200`,
  )) as { items: { id: string; failing: null }[] };
  expect(listed.items.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
  const lines = await (
    await fetch(new URL(`/v1/runs/${undisturbed}/trajectories`, service.url))
  ).text();
  const rows = await readFile(place.at(`${folder}/trajectories.jsonl`), 'utf8');
  expect(lines.trim().split('\n').toSorted()).toEqual(rows.trim().split('\n').toSorted());
});

test('what a run says of itself adds up', async () => {
  const detail = runDetail.parse(await ask(service.url, `/v1/runs/${undisturbed}`));
  const { yields, progress, reasons, cost, forecast } = detail;
  const stage = (name: string) => progress.stages.find((each) => each.name === name);
  expect(yields.accepted).toBe(REQUEST.tasks);
  expect(stage('accepted')).toMatchObject({ done: REQUEST.tasks, total: REQUEST.tasks });
  expect(stage('explore')).toMatchObject({ done: yields.explorations, total: yields.explorations });
  const sum = (of: readonly { count: number }[]) => of.reduce((all, { count }) => all + count, 0);
  // Every draft has a verdict: it was accepted, or there is a reason.
  expect(yields.accepted + sum(reasons.rejected)).toBe(yields.drafts);
  expect(yields.drafts).toBeGreaterThanOrEqual(yields.passed);
  expect(yields.passed).toBeGreaterThanOrEqual(yields.replayed);
  expect(cost.calls).toBeGreaterThan(REQUEST.tasks);
  expect(forecast).toBeNull();
});

test('a paused run makes no calls; resumed, it comes to the tasks of an undisturbed one', async () => {
  const id = await begun();
  expect(await move(id, 'pause')).toMatchObject({ status: 'paused' });
  await untilQuiet();
  expect(await ask(service.url, `/v1/runs/${id}`)).toMatchObject({ status: 'paused' });
  expect(await move(id, 'resume')).toMatchObject({ status: 'running' });
  expect(await untilRun(service.url, id, ['finished', 'failed'])).toMatchObject({
    status: 'finished',
  });
  expect(await acceptedIn(service.url, id)).toEqual(wanted);
});

test('a cancelled run makes no calls, has no bundle, and cannot be resumed', async () => {
  const id = await begun();
  expect(await move(id, 'cancel')).toMatchObject({ status: 'cancelled' });
  await untilQuiet();
  await expect(move(id, 'resume')).rejects.toThrow('409');
  await expect(ask(service.url, `/v1/runs/${id}/bundle`)).rejects.toThrow('was cancelled');
});

test('a run that has spent its calls ends with what it has, and its bundle says so', async () => {
  const budget = 60;
  const { id } = await newRun(service.url, { ...REQUEST, tasks: 30, budgets: { calls: budget } });
  const end = await untilRun(service.url, id, ['finished', 'failed']);
  expect(end).toMatchObject({ status: 'finished', stopping: expect.stringContaining('60 calls') });
  const { cost, yields } = runDetail.parse(end);
  expect(yields.accepted).toBeLessThan(30);
  // Some are under way when the last one of the budget is seen.
  expect(cost.calls).toBeGreaterThanOrEqual(budget);
  const folder = await download(id);
  expect(await place.run('verify', folder)).toMatchObject({ code: 0 });
  const told = manifest.parse(
    JSON.parse(await readFile(place.at(`${folder}/manifest.json`), 'utf8')),
  );
  expect(told.not_reproducible_because).toContain(`its budget of ${budget} calls is spent`);
  expect(told.counts.tasks).toBe(yields.accepted);
});

test('a check tells what a run would make of a server, or why it cannot be used', async () => {
  const checked = async (name: string) => {
    await ask(service.url, `/v1/servers/${name}/check`, {});
    return vi.waitUntil(
      async () => {
        const { check } = (await ask(service.url, `/v1/servers/${name}`)) as {
          check: { status: string; reason: string | null; tools: { listed: number; kept: number } };
        };
        return check.status === 'pending' ? undefined : check;
      },
      { timeout: 60_000, interval: 200 },
    );
  };
  const { status, tools } = await checked('atlas');
  expect(status).toBe('passed');
  expect(tools.kept).toBeLessThan(tools.listed);
  const { items } = (await ask(service.url, '/v1/servers/atlas/tools')) as {
    items: { name: string; qualification: { kept: boolean; reasons: string[] } }[];
  };
  expect(items).toHaveLength(tools.listed);
  const dropped = items.find(({ qualification }) => !qualification.kept);
  expect(dropped?.qualification.reasons.length).toBeGreaterThan(0);
  const broken = await checked('broken');
  expect(broken).toMatchObject({ status: 'failed', tools: null });
  expect(broken.reason).toContain('broken');
  await expect(ask(service.url, '/v1/servers/broken/tools')).rejects.toThrow('409');
});

test('a mix holds from the request to the bundle', async () => {
  const countsOf = (tasks: readonly Task[]) => ({
    hard: tasks.filter(({ difficulty }) => difficulty.level === 'hard').length,
    single: tasks.filter((task) => shapeOf(task) === 'single').length,
  });
  const free = countsOf(await tasksOf(place.at(await download(undisturbed))));
  expect(free.hard).toBeGreaterThan(0);
  expect(free.single).toBeGreaterThan(0);
  const fewer = free.hard - 1;
  const mix = { difficulty: { hard: fewer / REQUEST.tasks }, shapes: { single: 0 } };
  const { id } = await newRun(service.url, { ...REQUEST, mix });
  const end = runDetail.parse(await untilRun(service.url, id, ['finished', 'failed']));
  expect(end).toMatchObject({ status: 'finished', mix });
  const held = await tasksOf(place.at(await download(id)));
  expect(held.length).toBeGreaterThan(0);
  expect(countsOf(held)).toMatchObject({ single: 0 });
  expect(countsOf(held).hard).toBeLessThanOrEqual(fewer);
});
