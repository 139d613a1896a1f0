import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from './bundle-of.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let place: Place;

/** Tasks for which the atlas needs one wave, and two. */
const [ONE_WAVE, TWO_WAVES] = ['1', '2'];
const commandFor = (out: string, seed: string, tasks = ONE_WAVE, ...more: string[]): string[] => [
  ...['run', '--servers', place.at('mcp.json'), '--out', place.at(out), '--tasks', tasks],
  ...['--seed', seed, ...more],
];
const seedOf = async (out: string): Promise<number> =>
  JSON.parse(await readFile(join(place.at(out), 'manifest.json'), 'utf8')).seed;

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
  await place.serve('mcp.json', { atlas: ATLAS });
});
afterAll(() => place?.close());

test('a stopped run is finished by its own command only, never by another', async () => {
  const stopped = place.start(...commandFor('shared', '7'));
  await stopped.says(/wave 1 ·/);
  stopped.kill('SIGINT');
  expect((await stopped.ended).code).toBe(130);
  const other = await place.run(...commandFor('shared', '8'));
  expect(other.code, other.err).toBe(0);
  const third = await place.run(...commandFor('elsewhere', '9'));
  expect(third.code, third.err).toBe(0);
  expect(await seedOf('shared')).toBe(8);
});

test('--fresh over a stopped run starts over, and nothing of the old one stirs', async () => {
  const stopped = place.start(...commandFor('fresh', '11'));
  await stopped.says(/wave 1 ·/);
  stopped.kill('SIGKILL');
  await stopped.ended;
  const fresh = await place.run(...commandFor('fresh', '11', ONE_WAVE, '--fresh'));
  expect(fresh.code, fresh.err).toBe(0);
  expect(fresh.err).not.toMatch(/P2003|foreign key|warning/i);
});

test('a run that is killed while it solves gives the same tasks in the end', async () => {
  const whole = await place.run(...commandFor('whole', '13', TWO_WAVES));
  expect(whole.code, whole.err).toBe(0);
  const killed = place.start(...commandFor('killed', '13', TWO_WAVES));
  await killed.says(/solve \d+\/[1-9]/);
  killed.kill('SIGKILL');
  await killed.ended;
  const again = await place.run(...commandFor('killed', '13', TWO_WAVES));
  expect(again.code, again.err).toBe(0);
  expect(await idsOf(place.at('killed'))).toEqual(await idsOf(place.at('whole')));
});
