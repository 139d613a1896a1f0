import { randomOf } from '@firefly/domain/random';

export type Signal = 'SIGKILL' | 'SIGINT';

/**
 * When a run is hit, and by what: so long after its command began, after it came to a stage, or after its
 * command has sent so many requests to a model.
 */
export interface Moment {
  readonly signal: Signal;
  readonly stage?: string;
  readonly request?: number;
  readonly ms: number;
}

/** The stages that last; the others are over before anybody could look. */
export const STAGES = ['discover', 'explore', 'probe', 'judge', 'solve', 'export'] as const;
/** How long after a stage began: the longest of it is hit from its first moment to its end. */
const STAGE_MS = 600;

/**
 * A moment for each signal. Every second one is anywhere in the time that an undisturbed run takes, the
 * others hit each stage in turn.
 */
export function momentsOf(
  seed: number,
  signals: readonly Signal[],
  durationMs: number,
): readonly Moment[] {
  const random = randomOf(seed, 'moments');
  const stages: string[] = [];
  return random.shuffle(signals).map((signal, at): Moment => {
    if (at % 2 === 1) return { signal, ms: random.below(Math.ceil(durationMs)) };
    if (stages.length === 0) stages.push(...random.shuffle(STAGES));
    return { signal, stage: stages.pop() as string, ms: random.below(STAGE_MS) };
  });
}

/**
 * Moments at which a run waits for its model, or has just heard from it: the kills of one run are spread over
 * all the requests that an undisturbed one sends.
 *
 * @param thinksMs how long the model thinks about each
 */
export function modelMomentsOf(
  seed: number,
  signals: readonly Signal[],
  perRun: number,
  { requests, thinksMs }: { readonly requests: number; readonly thinksMs: number },
): readonly Moment[] {
  const random = randomOf(seed, 'requests');
  const most = Math.max(1, Math.floor((2 * requests) / (perRun + 1)));
  // Some of the replies are there by then, and are or are not kept yet.
  const longest = Math.ceil(1.25 * thinksMs);
  return signals.map((signal) => ({
    ...{ signal, request: 1 + random.below(most), ms: random.below(longest) },
  }));
}

/** A moment that a run did not have: an earlier one instead. */
export const earlier = ({ signal, request, ms }: Moment): Moment => ({
  ...{ signal, ms: Math.floor(ms / 2) },
  ...(request !== undefined && { request: Math.max(1, Math.floor(request / 2)) }),
});

/** As it is told: `explore + 120 ms`, `request 7 + 120 ms`, `3400 ms`. */
export function inWords({ stage, request, ms }: Moment): string {
  const after = request === undefined ? stage : `request ${request}`;
  return after === undefined ? `${ms} ms` : `${after} + ${ms} ms`;
}
