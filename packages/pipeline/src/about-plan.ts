import type { ExplorationPlan } from '@firefly/domain/exploration/plan';
import { plannedTools } from '@firefly/domain/exploration/planned-tools';
import type { Json } from '@firefly/domain/json';

/** A line of a list has room for so many. */
const MOST_NAMED = 4;

/** What a job of an exploration says of itself to people who look at the queues: its tools. */
export function aboutPlan(plan: Json): string {
  const tools = plannedTools(plan as unknown as ExplorationPlan);
  const more = tools.length - MOST_NAMED;
  const named = tools.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
