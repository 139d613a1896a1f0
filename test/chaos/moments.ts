import { randomOf } from '@firefly/domain/random';

export type Signal = 'SIGKILL' | 'SIGINT';

/** When a run is hit, and by what: so long after its command began, or after it came to a stage. */
export interface Moment {
  readonly signal: Signal;
  readonly stage?: string;
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

/** A moment that a run did not have: an earlier one instead. */
export const earlier = ({ signal, ms }: Moment): Moment => ({ signal, ms: Math.floor(ms / 2) });

/** As it is told: `explore + 120 ms`, `3400 ms`. */
export const inWords = ({ stage, ms }: Moment): string =>
  stage === undefined ? `${ms} ms` : `${stage} + ${ms} ms`;
