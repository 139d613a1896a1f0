import { randomInt } from 'node:crypto';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePlace } from '../e2e/place.ts';
import { askedNumber } from './asked.ts';
import { strikeModelRuns } from './model-strikes.ts';
import type { Signal } from './moments.ts';
import { strikeRuns, WHOLE } from './strikes.ts';
import { demoRun } from './subject.ts';

/**
 * `npm run chaos -- --kills 20 --model-kills 20`: runs of the demo, each hit once at a random moment, and runs
 * by a scripted model, hit while they wait for it or have just heard from it; each is taken up again by the
 * same command. Exit codes: 0 every bundle is that of the undisturbed run and no reply was paid for twice, 1
 * one is not or was, 2 wrong usage.
 */

const USAGE =
  'usage: npm run chaos -- [--kills <n>] [--interrupts <n>] [--model-kills <n>] [--seed <n>]';
const LONGEST_MS = 600_000;
/** Of a run by a model, which is taken up again so often. */
const MODEL_KILLS_PER_RUN = 5;

interface Asked {
  readonly kills: number;
  readonly interrupts: number;
  readonly modelKills: number;
  readonly seed: number;
}

function asked(): Asked {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '20' },
      interrupts: { type: 'string', default: '0' },
      'model-kills': { type: 'string', default: '20' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
    },
  });
  return {
    kills: askedNumber('--kills', values.kills),
    interrupts: askedNumber('--interrupts', values.interrupts),
    modelKills: askedNumber('--model-kills', values['model-kills']),
    seed: askedNumber('--seed', values.seed),
  };
}

const times = (signal: Signal, n: number) => Array<Signal>(n).fill(signal);
const say = (line: string): void => console.log(line);

/** Says whether all went well. */
async function strikeDemo({ kills, interrupts, seed }: Asked): Promise<boolean> {
  const signals = [...times('SIGKILL', kills), ...times('SIGINT', interrupts)];
  const place = await makePlace({}, LONGEST_MS);
  try {
    const { bundles, unequal } = await strikeRuns({
      ...{ place, runner: place, subject: demoRun, signals, seed },
      ...{ perRun: 1, say },
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
    return unequal.size === 0;
  } finally {
    await place.close();
  }
}

/** Says whether all went well. */
async function strikeModels({ modelKills, seed }: Asked): Promise<boolean> {
  const { bundles, unequal, kept, lost, uncertain, wasted } = await strikeModelRuns({
    ...{ signals: times('SIGKILL', modelKills), perRun: MODEL_KILLS_PER_RUN, seed, say },
  });
  for (const what of wasted) say(what);
  const equal = `${bundles - unequal.size} of ${bundles} bundles equal`;
  const bill = `${kept} replies kept, ${lost} lost with who had asked, ${uncertain} marked, ${wasted.length} wasted`;
  say(`${modelKills} kills of runs by a model, ${equal}, ${bill}, seed ${seed}`);
  return unequal.size === 0 && wasted.length === 0;
}

/** One after the other, so that neither disturbs the other; the exit code. */
async function strikeAll(asked: Asked): Promise<number> {
  const demo = asked.kills + asked.interrupts === 0 || (await strikeDemo(asked));
  const models = asked.modelKills === 0 || (await strikeModels(asked));
  return demo && models ? 0 : 1;
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
process.exitCode = await strikeAll(strikes).catch((error) => give(1, error));
