import type { Payload } from '@firefly/contracts/queues';
import type { OpenStation, Place, Station } from './station.ts';

/** What a round gives, in jobs per second. */
export interface Rates {
  /** Into a queue at which nobody works. */
  readonly add: number;
  /** Out of a full queue, from when all workers run to the last job done. */
  readonly process: number;
  /** Into a queue with an idle worker and out of it, from the first add to the last job done. */
  readonly through: number;
}

/** Jobs that are added in one statement. */
const BATCH = 100;

const jobsFrom = (first: number, count: number): Payload<'explore'>[] =>
  Array.from({ length: count }, (_, at) => ({ runId: 'bench', wave: 0, index: first + at }));

async function fill(station: Station, jobs: readonly Payload<'explore'>[]): Promise<void> {
  for (let at = 0; at < jobs.length; at += BATCH) await station.add(jobs.slice(at, at + BATCH));
}

const perSecond = (count: number, since: number): number =>
  (count * 1000) / (performance.now() - since);

/** Counts jobs down, and knows when none is left. */
function countdown(signal: AbortSignal) {
  let left = 0;
  let none = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => none.reject(signal.reason));
  return {
    expect(count: number): void {
      left = count;
      none = Promise.withResolvers();
    },
    left: (): number => left,
    done(): void {
      left -= 1;
      if (left === 0) none.resolve();
    },
    none: (): Promise<void> => none.promise,
  };
}

/** Adds so many jobs and has them done; then so many again, with the worker running. */
export async function round(
  open: OpenStation,
  place: Place,
  count: number,
  signal: AbortSignal,
): Promise<Rates> {
  const station = await open(place);
  try {
    const jobs = countdown(signal);
    const added = performance.now();
    await fill(station, jobsFrom(0, count));
    const add = perSecond(count, added);

    jobs.expect(count);
    await station.start(jobs.done);
    const [running, left] = [performance.now(), jobs.left()];
    await jobs.none();
    const process = perSecond(left, running);

    jobs.expect(count);
    const sent = performance.now();
    await fill(station, jobsFrom(count, count));
    await jobs.none();
    const through = perSecond(count, sent);
    await station.empty();
    return { add, process, through };
  } finally {
    await station.close();
  }
}
