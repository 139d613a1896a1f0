import { randomOf } from '@firefly/domain/random';

/** When a run is interrupted: so long after its command began, or after it came to a stage. */
export interface Moment {
  readonly stage?: string;
  readonly ms: number;
}

/** The stages that last; the others are over before anybody could look. */
export const STAGES = ['discover', 'explore', 'probe', 'judge', 'solve', 'export'] as const;
/** How long after a stage began: the longest of it is hit from its first moment to its end. */
const STAGE_MS = 600;

/** Every second moment is anywhere in the time that an undisturbed run takes, the others hit each stage in turn. */
export function momentsOf(seed: number, count: number, durationMs: number): Moment[] {
  const random = randomOf(seed, 'moments');
  const stages: string[] = [];
  return Array.from({ length: count }, (_, at): Moment => {
    if (at % 2 === 1) return { ms: random.below(Math.ceil(durationMs)) };
    if (stages.length === 0) stages.push(...random.shuffle(STAGES));
    return { stage: stages.pop() as string, ms: random.below(STAGE_MS) };
  });
}

/** As it is told: `explore + 120 ms`, `3400 ms`. */
export const inWords = ({ stage, ms }: Moment): string =>
  stage === undefined ? `${ms} ms` : `${stage} + ${ms} ms`;
