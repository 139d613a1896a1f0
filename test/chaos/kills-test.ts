import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ended } from '../e2e/command.ts';
import { makePlace, type Place } from '../e2e/place.ts';
import type { QueuesUnderTest } from '../e2e/queues-under-test.ts';
import { type Blow, struckRun } from './kills.ts';
import { type Moment, momentsOf } from './moments.ts';
import { commandFor, expectSame, type Subject } from './subject.ts';

/** How hard a test hits. */
export interface Chaos {
  /** Blows of each signal, over as many runs as it takes. */
  readonly kills: number;
  /** Blows that one run gets at most. */
  readonly perRun: number;
  readonly longestMs: number;
}

const MINUTE = 60_000;

/**
 * Kills runs and gives the same command again until they end: the bundle is that of a run that nothing
 * happened to. `CHAOS_SEED` chooses the same moments again.
 */
export function killsTest(
  prepare: (place: Place) => Subject | Promise<Subject>,
  open: () => Promise<QueuesUnderTest>,
  { kills, perRun, longestMs }: Chaos,
) {
  vi.setConfig({ testTimeout: 2 * MINUTE + kills * longestMs, hookTimeout: 2 * longestMs });
  const seed = Number(process.env.CHAOS_SEED ?? randomInt(1_000_000));
  let place: Place;
  let queues: QueuesUnderTest;
  let subject: Subject;
  let undisturbed: Ended;
  let durationMs: number;

  beforeAll(async () => {
    queues = await open();
    place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' }, longestMs);
    subject = await prepare(place);
    const since = performance.now();
    undisturbed = await commandFor(place, place, subject, 'whole')().ended;
    durationMs = performance.now() - since;
    expect(undisturbed, undisturbed.err).toMatchObject({ code: 0 });
    expect(JSON.parse(undisturbed.out).accepted).toBe(subject.tasks);
  });
  afterAll(async () => {
    await place?.close();
    await queues?.close();
  });

  const run = async (signal: Blow['signal'], out: string, moments: readonly Moment[]) => {
    const start = commandFor(place, place.under(queues.environment), subject, out);
    const { blows, end } = await struckRun({ place, start, signal }, moments);
    await expectSame(place, [out, end], ['whole', undisturbed]);
    return blows;
  };

  describe(`seed ${seed}`, () => {
    test.each(['SIGKILL', 'SIGINT'] as const)(
      '%s at any moment changes nothing',
      async (signal) => {
        const moments = momentsOf(seed, kills, durationMs);
        const blows: Blow[] = [];
        let runs = 0;
        while (blows.length < kills) {
          const open = moments.slice(blows.length, blows.length + perRun);
          runs += 1;
          const struck = await run(signal, `${signal}-${runs}`, open);
          blows.push(...struck);
          for (const blow of struck) console.info(JSON.stringify({ run: runs, ...blow }));
        }
        console.info(`${runs} equal bundles after ${blows.length} × ${signal}, seed ${seed}`);
      },
    );
  });
}
