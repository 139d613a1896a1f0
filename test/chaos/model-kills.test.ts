import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { installExample } from '../e2e/models/scripted-run.ts';
import { askedNumber } from './asked.ts';
import { strikeModelRuns } from './model-strikes.ts';
import type { Signal } from './moments.ts';

/** `CHAOS_MODEL_KILLS=20` is the long form. */
const kills = askedNumber('CHAOS_MODEL_KILLS', process.env.CHAOS_MODEL_KILLS ?? '5');
const PER_RUN = 5;
const MS_PER_KILL = 120_000;
const seed = askedNumber('CHAOS_SEED', process.env.CHAOS_SEED ?? String(randomInt(1_000_000)));

beforeAll(installExample, 300_000);

describe(`CHAOS_SEED=${seed}`, () => {
  test('a killed run pays for no reply twice, and gives the same bundle', {
    timeout: MS_PER_KILL * Math.max(5, kills),
  }, async () => {
    const said: string[] = [];
    try {
      const { blows, underWay, unequal, wasted, ...bill } = await strikeModelRuns({
        ...{ signals: Array<Signal>(kills).fill('SIGKILL'), perRun: PER_RUN, seed },
        say: (line) => said.push(line),
      });
      said.push(JSON.stringify(bill));
      expect(blows).toBe(kills);
      expect([...unequal], said.join('\n')).toEqual([]);
      expect(wasted, said.join('\n')).toEqual([]);
      // Else nothing was tried.
      expect(underWay.flat()).not.toEqual([]);
    } finally {
      console.info(said.join('\n'));
    }
  });
});
