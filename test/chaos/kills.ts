import { setTimeout as delay } from 'node:timers/promises';
import type { Command, Ended } from '../e2e/command.ts';
import type { Place } from '../e2e/place.ts';
import { familyOf, untilAllGone } from './family.ts';
import type { Moment } from './moments.ts';
import { onlookerOf, type Stage } from './onlooker.ts';

/** A signal that a command got. */
export interface Blow {
  readonly moment: Moment;
  /** After how long, in milliseconds since the command began. */
  readonly at: number;
  readonly stage: Stage;
  /** Processes that it had started and that ended with it. */
  readonly family: number;
  /** Its requests to a model that had no reply yet that was kept, as `run owner ordinal`. */
  readonly underWay: readonly string[];
}

/** What is hit, and what it is watched by. */
export interface Target {
  readonly place: Place;
  /** Starts the command. */
  readonly start: () => Command;
  /** How many requests a model has got so far, from whichever command. */
  readonly asked: () => number;
}

/** A run that was hit and taken up again by the same command until it ended. */
export interface Struck {
  readonly blows: readonly Blow[];
  readonly end: Ended;
}

/** How often it is looked whether a stage is reached, and whether a request has come. */
const LOOK_MS = 30;
const COUNT_MS = 5;

/** Waits for the moment; false if the command ends before. */
async function reached(
  { stage, request, ms }: Moment,
  command: Command,
  look: () => Promise<Stage>,
  asked: () => number,
): Promise<boolean> {
  const before = asked();
  const over = command.ended.then(() => true as const);
  const ended = (wait: number) => Promise.race([over, delay(wait, false)]);
  while (stage !== undefined && (await look()) !== stage) if (await ended(LOOK_MS)) return false;
  while (request !== undefined && asked() - before < request)
    if (await ended(COUNT_MS)) return false;
  return !(await ended(ms));
}

/**
 * Hits one command. It is stopped first, so that what is seen is what is hit. Throws if anything that it
 * had started outlives it, or if it takes its Postgres along where it had no time to leave.
 */
async function strike(
  { place, asked }: Target,
  command: Command,
  moment: Moment,
): Promise<Blow | undefined> {
  const since = performance.now();
  const onlooker = onlookerOf(place.dataDir);
  const { signal } = moment;
  try {
    if (!(await reached(moment, command, onlooker.stage, asked))) return undefined;
    command.kill('SIGSTOP');
    const at = Math.round(performance.now() - since);
    const stage = await onlooker.stage();
    // By now the database has done all that it was told before.
    const underWay = await onlooker.underWay();
    const postgres = await onlooker.postgres();
    const family = await familyOf(command.pid);
    command.kill(signal);
    command.kill('SIGCONT');
    const { code, out, err } = await command.ended;
    if (/still running after/.test(err)) throw new Error(err);
    if (code !== null && code !== 130) return undefined;
    // One that was done and only closing says its result instead.
    if (code === 130 && out === '' && !/same command goes on/.test(err))
      throw new Error(`it was interrupted and did not say how to go on:\n${err}`);
    await untilAllGone(family);
    const left = await onlooker.postgres();
    if (signal === 'SIGKILL' && postgres !== undefined && left !== postgres)
      throw new Error(`its Postgres was ${postgres} and is ${left} after the kill`);
    if (code === 130 && left !== undefined)
      throw new Error('its Postgres runs on after the interrupt');
    return { moment, at, stage, family: family.length, underWay };
  } finally {
    await onlooker.close();
  }
}

/** Starts a run, hits it at each of these moments, and each time gives the same command again. */
export async function struckRun(target: Target, moments: readonly Moment[]): Promise<Struck> {
  const { start } = target;
  const blows: Blow[] = [];
  for (const moment of moments) {
    const command = start();
    const blow = await strike(target, command, moment);
    // It was done before.
    if (blow === undefined) return { blows, end: await command.ended };
    blows.push(blow);
  }
  return { blows, end: await start().ended };
}
