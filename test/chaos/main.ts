import { randomInt } from 'node:crypto';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePlace } from '../e2e/place.ts';
import { askedNumber } from './asked.ts';
import type { Signal } from './moments.ts';
import { strikeRuns, WHOLE } from './strikes.ts';
import { demoRun } from './subject.ts';

/**
 * `npm run chaos -- --kills 20`: runs of the demo, each hit once at a random moment and taken up again by
 * the same command. Exit codes: 0 every bundle is that of the undisturbed run, 1 one is not, 2 wrong usage.
 */

const USAGE = 'usage: npm run chaos -- [--kills <n>] [--interrupts <n>] [--seed <n>]';
const LONGEST_MS = 600_000;

interface Asked {
  readonly kills: number;
  readonly interrupts: number;
  readonly seed: number;
}

function asked(): Asked {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '20' },
      interrupts: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
    },
  });
  return {
    kills: askedNumber('--kills', values.kills),
    interrupts: askedNumber('--interrupts', values.interrupts),
    seed: askedNumber('--seed', values.seed),
  };
}

async function strikeDemo({ kills, interrupts, seed }: Asked): Promise<number> {
  const times = (signal: Signal, n: number) => Array<Signal>(n).fill(signal);
  const signals = [...times('SIGKILL', kills), ...times('SIGINT', interrupts)];
  const place = await makePlace({}, LONGEST_MS);
  try {
    const { bundles, unequal } = await strikeRuns({
      ...{ place, runner: place, subject: demoRun, signals, seed },
      perRun: 1,
      say: (line) => console.log(line),
    });
    if (unequal.size > 0) {
      const kept = await mkdtemp(join(tmpdir(), 'firefly-chaos-'));
      for (const out of [WHOLE, ...unequal.keys()])
        await cp(place.at(out), join(kept, out), { recursive: true });
      console.log(`The bundles that are not equal are in ${kept}, beside the undisturbed one.`);
    }
    const equal = bundles - unequal.size;
    const blows = `${kills} kills, ${interrupts} interrupts`;
    console.log(`${blows}, ${equal} of ${bundles} bundles equal, seed ${seed}`);
    return unequal.size === 0 ? 0 : 1;
  } finally {
    await place.close();
  }
}

/** Says what is wrong, and ends. */
function give(code: number, error: unknown, ...more: string[]): never {
  console.error([`chaos: ${error instanceof Error ? error.message : error}`, ...more].join('\n'));
  process.exit(code);
}

let strikes: Asked;
try {
  strikes = asked();
} catch (error) {
  give(2, error, USAGE);
}
process.exitCode = await strikeDemo(strikes).catch((error) => give(1, error));
