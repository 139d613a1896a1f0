import type { ExplorationPlan } from '@firefly/domain/exploration/plan';
import { plannedTools } from '@firefly/domain/exploration/planned-tools';
import type { Json } from '@firefly/domain/json';

/** What a job of an exploration says of itself to people who look at the queues: its tools. */
export const aboutPlan = (plan: Json): string =>
  plannedTools(plan as unknown as ExplorationPlan).join(', ');
