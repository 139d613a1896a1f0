import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makePlace } from '../e2e/place.ts';
import type { QueuesUnderTest } from '../e2e/queues-under-test.ts';
import { askedNumber } from './asked.ts';
import type { Signal } from './moments.ts';
import { strikeRuns } from './strikes.ts';
import { smallRun } from './subject.ts';

const TIMEOUT_MS = 400_000;

/** Hits a small run by these signals. `CHAOS_SEED` chooses the same moments again. */
export function killsTest(signals: readonly Signal[], open: () => Promise<QueuesUnderTest>) {
  const seed = askedNumber('CHAOS_SEED', process.env.CHAOS_SEED ?? String(randomInt(1_000_000)));
  describe(`CHAOS_SEED=${seed}`, () => {
    test(`${signals.join(', ')} at any moment changes nothing`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const said: string[] = [];
      const queues = await open();
      const place = await makePlace();
      try {
        const runner = place.under(queues.environment);
        const subject = await smallRun(place);
        const { blows, unequal } = await strikeRuns({
          ...{ place, runner, subject, signals, seed },
          perRun: signals.length,
          say: (line) => said.push(line),
        });
        expect(blows).toBe(signals.length);
        expect([...unequal], said.join('\n')).toEqual([]);
      } finally {
        console.info(said.join('\n'));
        await place.close();
        await queues.close();
      }
    });
  });
}
