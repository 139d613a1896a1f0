import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareBundles } from '@firefly/bundle/compare';
import { readArrivals } from '@firefly/testing/servers/arrivals';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Command, Ended } from '../e2e/command.ts';
import { makePlace, type Place } from '../e2e/place.ts';
import { familyOf, untilAllGone } from './family.ts';
import { type Onlooker, onlookerOf } from './onlooker.ts';
import {
  ARRIVALS,
  commandFor,
  expectNothingLeft,
  expectSame,
  type Subject,
  smallRun,
} from './subject.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });
let place: Place;
let subject: Subject;
let whole: Ended;
let callsOfWhole: number;
let onlooker: Onlooker;
beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
  subject = await smallRun(place, 6);
  whole = await commandFor(place, place, subject, 'whole')().ended;
  expect(whole, whole.err).toMatchObject({ code: 0 });
  callsOfWhole = await calls();
});
afterAll(() => place?.close());
beforeEach(() => {
  onlooker = onlookerOf(place.dataDir);
});
afterEach(() => onlooker.close());

/** Calls that the servers have got in all. */
const calls = async () => (await readArrivals(place.at(ARRIVALS))).of('tools/call');
const start = (out: string): Command => commandFor(place, place, subject, out)();
/** The end of a command gave the bundle of the run that nothing happened to. */
const same = (out: string, end: Ended) => expectSame(place, [out, end], ['whole', whole]);
/** Waits for a stage of the newest run; throws if the command ends before. */
async function reaches(command: Command, stage: string): Promise<void> {
  let ended = false;
  void command.ended.then(() => {
    ended = true;
  });
  await expect
    .poll(async () => ended || (await onlooker.stage()), { timeout: 120_000 })
    .toBe(stage);
}
const kill = (pid: number | undefined): void => {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
};

test('a command that goes on does not wait for what the queue holds as running', async () => {
  const command = start('killed');
  await reaches(command, 'explore');
  command.kill('SIGKILL');
  await command.ended;
  const killed = Date.now();
  expect(await onlooker.jobsBefore(killed)).toBeGreaterThan(0);
  const again = start('killed');
  await again.says(/wave 1 ·/);
  expect(await onlooker.jobsBefore(killed)).toBe(0);
  await same('killed', await again.ended);
});

test('a run whose Postgres is killed says so, and the same command goes on with its data', async () => {
  const command = start('struck-postgres');
  await reaches(command, 'explore');
  const family = await familyOf(command.pid);
  kill(await onlooker.postgres());
  const struck = await command.ended;
  expect(struck).toMatchObject({ code: 1, out: '' });
  expect(struck.err).toMatch(/database.*The same command goes on/s);
  await untilAllGone(family);
  const again = await start('struck-postgres').ended;
  expect(again.err).toMatch(/going on where it was/);
  await same('struck-postgres', again);
});

test('a server that is killed costs the calls that were under way, and the bundle says so', async () => {
  const command = start('struck-server');
  await reaches(command, 'explore');
  const servers = (await familyOf(command.pid)).filter((one) => /atlas\.ts$/.test(one.command));
  expect(servers.length).toBeGreaterThan(0);
  for (const { pid } of servers) kill(pid);
  const { code, err } = await command.ended;
  expect(code, err).toBe(0);
  const out = place.at('struck-server');
  const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
  const differences = await compareBundles(place.at('whole'), out);
  // It may have been killed between two calls.
  if (manifest.not_reproducible_because.length === 0) expect(differences).toEqual([]);
  else expect(manifest.not_reproducible_because.join('\n')).toMatch(/^atlas\/\w+: /m);
});

test('a run goes on beside one that is killed and had started their Postgres', async () => {
  const first = start('neighbour-1');
  await reaches(first, 'explore');
  const second = start('neighbour-2');
  await second.says(/wave 1 ·/);
  const postgres = await onlooker.postgres();
  const family = await familyOf(first.pid);
  first.kill('SIGKILL');
  await first.ended;
  await untilAllGone(family);
  expect(await onlooker.postgres()).toBe(postgres);
  await same('neighbour-2', await second.ended);
  expect(await onlooker.postgres()).toBeUndefined();
  await same('neighbour-1', await start('neighbour-1').ended);
  await expectNothingLeft(place);
});

test('two equal commands work on one run, and neither disturbs the other', async () => {
  const before = await calls();
  const first = start('both');
  await reaches(first, 'explore');
  const second = start('both');
  const ends = await Promise.all([first.ended, second.ended]);
  for (const end of ends) await same('both', end);
  expect(ends[1].err).toMatch(/going on where it was/);
  expect((await calls()) - before).toBe(callsOfWhole);
});
