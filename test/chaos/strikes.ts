import type { Place, Runner } from '../e2e/place.ts';
import { type Blow, struckRun } from './kills.ts';
import { earlier, inWords, type Moment, momentsOf, type Signal } from './moments.ts';
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
  /** The model that the runs ask, if they do. */
  readonly model?: StruckModel;
}

/** A model whose requests say when to hit. */
export interface StruckModel {
  /** How many requests have come so far. */
  asked(): number;
  /** The moments, by how many requests the undisturbed run has sent. */
  moments(requests: number): readonly Moment[];
  /** Has everything asked anew by the next run. */
  forget(): Promise<void>;
}

/** What came of it. */
export interface Outcome {
  readonly blows: number;
  /** For each blow the requests to a model that were under way. */
  readonly underWay: readonly (readonly string[])[];
  readonly bundles: number;
  /** Folders of bundles, of the place, that are not that of the undisturbed run, each with why. */
  readonly unequal: ReadonlyMap<string, readonly string[]>;
}

/** The folder of the bundle that nothing happened to. */
export const WHOLE = 'whole';

const told = ({ moment, at, stage, family, underWay }: Blow): string =>
  [
    `${moment.signal} after ${at} ms in ${stage} (${inWords(moment)}), ${family} processes`,
    ...(underWay.length === 0 ? [] : [`${underWay.length} requests under way`]),
  ].join(', ');

/**
 * Kills runs and gives the same command again until they end. Each bundle is to be that of a run that
 * nothing happened to, and nothing is to stay behind.
 */
export async function strikeRuns(strikes: Strikes): Promise<Outcome> {
  const { place, runner, subject, signals, perRun, seed, say, model } = strikes;
  const asked = (): number => model?.asked() ?? 0;
  const since = performance.now();
  const end = await commandFor(place, place, subject, WHOLE)().ended;
  const durationMs = performance.now() - since;
  const whole: Finished = { out: WHOLE, end };
  const made = end.code === 0 ? JSON.parse(end.out).accepted : undefined;
  if (made !== subject.tasks)
    throw new Error(`the undisturbed run made ${made} tasks, not ${subject.tasks}:\n${end.err}`);
  say(`undisturbed: ${Math.round(durationMs)} ms; seed ${seed}`);

  const moments = [...(model?.moments(asked()) ?? momentsOf(seed, signals, durationMs))];
  const unequal = new Map<string, readonly string[]>();
  const underWay: (readonly string[])[] = [];
  let bundles = 0;
  while (moments.length > 0) {
    bundles += 1;
    await model?.forget();
    const out = `struck-${bundles}`;
    const start = commandFor(place, runner, subject, out);
    const struck = await struckRun({ place, start, asked }, moments.slice(0, perRun));
    for (const blow of struck.blows) {
      underWay.push(blow.underWay);
      say(`${underWay.length} of ${signals.length}: ${told(blow)}`);
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
  return { blows: underWay.length, underWay, bundles, unequal };
}
