import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { idsOf } from './bundle-of.ts';
import type { Command } from './command.ts';
import { makePlace, type Place } from './place.ts';
import { processesOf, untilGone } from './processes.ts';
import type { QueuesUnderTest } from './queues-under-test.ts';
import { ATLAS } from './servers-file.ts';

/** Made in two waves: the middle of one run is followed by its second wave. */
const TASKS = 2;
/** The first wave is planned and its explorations run: the middle of these runs. */
const MIDDLE = /wave 1 · discover 1\/1/;

/**
 * What may happen to a run, wherever its queues are. Its tasks are those of a run on Postgres that
 * nothing happened to.
 */
export function interruptions<Q extends QueuesUnderTest>(open: () => Promise<Q>) {
  // A busy machine may take long; a hang is ended, and told, by the command itself.
  vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
  let place: Place;
  let queues: Q;
  let ids: string[];

  const commandFor = (out: string): string[] => [
    ...['run', '--servers', place.at('mcp.json'), '--out', place.at(out)],
    ...['--tasks', String(TASKS)],
  ];
  /** Starts a run and waits for its middle. */
  const begin = async (out: string): Promise<Command> => {
    const command = place.under(queues.environment).start(...commandFor(out));
    await command.says(MIDDLE);
    return command;
  };
  const again = (out: string, ...more: string[]) =>
    place.under(queues.environment).run(...commandFor(out), ...more);

  beforeAll(async () => {
    queues = await open();
    place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
    await place.serve('mcp.json', { atlas: { ...ATLAS, log: 'atlas.log' } });
    const whole = await place.run(...commandFor('whole'));
    expect(whole, whole.err).toMatchObject({ code: 0 });
    ids = await idsOf(place.at('whole'));
    expect(ids).toHaveLength(TASKS);
  });
  afterAll(async () => {
    await place?.close();
    await queues?.close();
  });

  test('a run whose queue is emptied goes on by itself, to the same tasks', async () => {
    const command = await begin('emptied');
    await queues.lose(place);
    const { code, err } = await command.ended;
    expect(code, err).toBe(0);
    expect(await idsOf(place.at('emptied'))).toEqual(ids);
  });

  test('a killed run leaves no server behind, and the same command goes on to the same tasks', async () => {
    const command = await begin('killed');
    command.kill('SIGKILL');
    expect((await command.ended).code).toBeNull();
    await untilGone(await place.log('atlas.log'));
    // The database has no parent any more: the next one adopts it.
    expect((await processesOf(place.dataDir)).length).toBeGreaterThan(0);
    const { code, err } = await again('killed');
    expect(code, err).toBe(0);
    expect(err).toMatch(/going on/);
    expect(await idsOf(place.at('killed'))).toEqual(ids);
    expect(await processesOf(place.home)).toEqual([]);
    // Of the killed one's temporary files nothing is left either.
    expect(await readdir(join(place.home, 'tmp'))).toEqual([]);
  });

  test('an interrupted run says how to go on, leaves nothing running, and goes on', async () => {
    const command = await begin('stopped');
    command.kill('SIGINT');
    const stopped = await command.ended;
    expect(stopped).toMatchObject({ code: 130, out: '' });
    expect(stopped.err).toContain('The same command goes on');
    await untilGone(await place.log('atlas.log'));
    expect(await processesOf(place.home)).toEqual([]);
    const { code, err } = await again('stopped');
    expect(code, err).toBe(0);
    expect(await idsOf(place.at('stopped'))).toEqual(ids);
  });

  test('of runs that have ended or were started over nothing stays in the queues', async () => {
    expect(await queues.left(place)).toBe(0);
    const command = await begin('replaced');
    command.kill('SIGKILL');
    await command.ended;
    expect(await queues.left(place)).toBeGreaterThan(0);
    const { code, err } = await again('replaced', '--fresh');
    expect(code, err).toBe(0);
    expect(await idsOf(place.at('replaced'))).toEqual(ids);
    expect(await queues.left(place)).toBe(0);
  });

  return {
    begin,
    queues: () => queues,
    /** The tasks in a bundle, and those that must be there. */
    idsIn: async (out: string) => ({ found: await idsOf(place.at(out)), wanted: ids }),
  };
}
