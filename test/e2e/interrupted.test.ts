import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import { openQueues } from '@firefly/queue/connection';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { processesOf, untilGone } from './processes.ts';
import { runningRun } from './running-run.ts';
import { ATLAS } from './servers-file.ts';

/** The first wave is planned and its explorations run: the middle of these runs. */
const MIDDLE = /wave 1 · discover 1\/1/;
// A busy machine may take long; a hang is ended, and told, by the command itself.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;
let ids: string[];

const commandFor = (out: string): string[] => [
  ...['run', '--servers', place.at('mcp.json'), '--out', place.at(out), '--tasks', '8'],
];

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
  await place.serve('mcp.json', { atlas: { ...ATLAS, log: 'atlas.log' } });
  const whole = await place.run(...commandFor('whole'));
  expect(whole, whole.err).toMatchObject({ code: 0 });
  ids = await idsOf(place.at('whole'));
  expect(ids).toHaveLength(8);
});
afterAll(() => place?.close());

test('a run whose queue is emptied goes on by itself, to the same tasks', async () => {
  const command = place.start(...commandFor('emptied'));
  await command.says(MIDDLE);
  const postgres = await openEmbedded({ dataDir: place.dataDir });
  const prefix = await runningRun(postgres.url);
  const queues = await openQueues({ url: postgres.url, poolSize: 4, prefix, onError: () => {} });
  const jobs = Object.values(await queues.counts()).flatMap((counts) => Object.values(counts));
  expect(jobs.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  await queues.empty();
  await queues.close();
  await postgres.close();
  const { code, err } = await command.ended;
  expect(code, err).toBe(0);
  expect(await idsOf(place.at('emptied'))).toEqual(ids);
});

test('a killed run leaves no server behind, and the same command goes on to the same tasks', async () => {
  const command = place.start(...commandFor('killed'));
  await command.says(MIDDLE);
  command.kill('SIGKILL');
  expect((await command.ended).code).toBeNull();
  await untilGone(await place.log('atlas.log'));
  // The database has no parent any more: the next one adopts it.
  expect((await processesOf(place.dataDir)).length).toBeGreaterThan(0);
  const again = await place.run(...commandFor('killed'));
  expect(again.code, again.err).toBe(0);
  expect(again.err).toMatch(/going on/);
  expect(await idsOf(place.at('killed'))).toEqual(ids);
  expect(await processesOf(place.home)).toEqual([]);
  // Of the killed one's temporary files nothing is left either.
  expect(await readdir(join(place.home, 'tmp'))).toEqual([]);
});

test('an interrupted run says how to go on, leaves nothing running, and goes on', async () => {
  const command = place.start(...commandFor('stopped'));
  await command.says(MIDDLE);
  command.kill('SIGINT');
  const stopped = await command.ended;
  expect(stopped).toMatchObject({ code: 130, out: '' });
  expect(stopped.err).toContain('The same command goes on');
  await untilGone(await place.log('atlas.log'));
  expect(await processesOf(place.home)).toEqual([]);
  const again = await place.run(...commandFor('stopped'));
  expect(again.code, again.err).toBe(0);
  expect(await idsOf(place.at('stopped'))).toEqual(ids);
});
