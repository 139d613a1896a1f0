import type { Place, Runner } from '../e2e/place.ts';
import { type Blow, struckRun } from './kills.ts';
import { earlier, inWords, momentsOf, type Signal } from './moments.ts';
import { commandFor, type Finished, leftBehind, type Subject, unlike } from './subject.ts';

/** What is hit, and how hard. */
export interface Strikes {
  readonly place: Place;
  /** Runs what is hit: with its queues where they are to be. */
  readonly runner: Runner;
  readonly subject: Subject;
  /** One for every blow, over as many runs as it takes. */
  readonly signals: readonly Signal[];
  /** Blows that one run gets at most. */
  readonly perRun: number;
  /** Chooses the moments. */
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface Outcome {
  readonly blows: number;
  readonly bundles: number;
  /** Folders of bundles, of the place, that are not that of the undisturbed run, each with why. */
  readonly unequal: ReadonlyMap<string, readonly string[]>;
}

/** The folder of the bundle that nothing happened to. */
export const WHOLE = 'whole';

const told = ({ moment, at, stage, family }: Blow): string =>
  `${moment.signal} after ${at} ms in ${stage} (${inWords(moment)}), ${family} processes`;

/**
 * Kills runs and gives the same command again until they end. Each bundle is to be that of a run that
 * nothing happened to, and nothing is to stay behind.
 */
export async function strikeRuns(strikes: Strikes): Promise<Outcome> {
  const { place, runner, subject, signals, perRun, seed, say } = strikes;
  const since = performance.now();
  const end = await commandFor(place, place, subject, WHOLE)().ended;
  const durationMs = performance.now() - since;
  const whole: Finished = { out: WHOLE, end };
  const made = end.code === 0 ? JSON.parse(end.out).accepted : undefined;
  if (made !== subject.tasks)
    throw new Error(`the undisturbed run made ${made} tasks, not ${subject.tasks}:\n${end.err}`);
  say(`undisturbed: ${Math.round(durationMs)} ms; seed ${seed}`);

  const moments = [...momentsOf(seed, signals, durationMs)];
  const unequal = new Map<string, readonly string[]>();
  let blows = 0;
  let bundles = 0;
  while (moments.length > 0) {
    bundles += 1;
    const out = `struck-${bundles}`;
    const start = commandFor(place, runner, subject, out);
    const struck = await struckRun(place, start, moments.slice(0, perRun));
    for (const blow of struck.blows) {
      blows += 1;
      say(`${blows} of ${signals.length}: ${told(blow)}`);
    }
    const faults = [
      ...(await unlike(place, { out, end: struck.end }, whole)),
      ...(await leftBehind(place)).map((what) => `left behind: ${what}`),
    ];
    if (faults.length > 0) unequal.set(out, faults);
    say(`${out}: ${faults.length === 0 ? 'the bundle is equal' : faults.join('\n')}`);
    moments.splice(0, struck.blows.length);
    // It was over too soon even for its first blow.
    if (struck.blows.length === 0 && moments[0] !== undefined) moments[0] = earlier(moments[0]);
  }
  return { blows, bundles, unequal };
}
