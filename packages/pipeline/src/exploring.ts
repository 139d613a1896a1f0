import { toolId } from '@firefly/domain/catalog/tool';
import type {
  CompletedCall,
  Explorer,
  NextStep,
  RulesPlan,
} from '@firefly/domain/exploration/plan';
import type { Answered } from './effects.ts';

/** An exploration under way: what it wants next, and what came of that. */
export interface Exploring {
  next(signal: AbortSignal): Promise<NextStep>;
  /** The call that was wanted has been made. */
  made(answered: Answered): void;
}

/** A recorded call as an explorer reads it. */
export const completedOf = ({ recording, observation }: Answered): CompletedCall => ({
  tool: toolId({ server: recording.server, name: recording.tool }),
  arguments: recording.arguments,
  observation,
  failure: recording.failure,
});

/** An exploration of `rules`, from the calls that were made before. */
export function exploringRules(
  explorer: Explorer,
  plan: RulesPlan,
  earlier: readonly Answered[],
): Exploring {
  const history = earlier.map(completedOf);
  return {
    next: async () => explorer.next(plan, history),
    made: (answered) => void history.push(completedOf(answered)),
  };
}
