import type { Fault, FaultPlan } from '@firefly/contracts/simulator';
import { randomOf } from '@firefly/domain/random';

/** Steps of a draw: shares are met to a millionth. */
const STEPS = 1_000_000;

/** Which fault the next call meets, if any. Same plan and task, same faults, call by call. */
export function drawFaults(
  plan: FaultPlan | undefined,
  taskId: string,
): () => Exclude<Fault, 'budget'> | null {
  if (plan === undefined) return () => null;
  const random = randomOf('faults', plan.seed, taskId);
  const shares = [
    ['latency', plan.latency],
    ['timeout', plan.timeout],
    ['too_many', plan.too_many],
    ['unavailable', plan.unavailable],
  ] as const;
  return () => {
    let left = random.below(STEPS) / STEPS;
    for (const [fault, share] of shares) {
      if (left < share) return fault;
      left -= share;
    }
    return null;
  };
}
