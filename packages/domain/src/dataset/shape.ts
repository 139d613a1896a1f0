import type { TaskDraft } from './task.ts';

/**
 * How the calls of a task are joined: one alone; one after the other; several side by side, or fed by
 * the same one; one that needs several others.
 */
export const shapes = ['single', 'chain', 'fan-out', 'fan-in'] as const;

export type Shape = (typeof shapes)[number];

const uses = (pairs: readonly (readonly [string, string])[]): number[] =>
  [...Map.groupBy(pairs, ([call]) => call).values()].map(
    (group) => new Set(group.map(([, other]) => other)).size,
  );

/** The shape of a task; one that has several is called by the last of them in the list. */
export function shapeOf({ calls, flows }: Pick<TaskDraft, 'calls' | 'flows'>): Shape {
  if (calls.length === 1) return 'single';
  if (uses(flows.map(({ from, to }) => [to, from])).some((sources) => sources > 1)) return 'fan-in';
  const fed = new Set(flows.map(({ to }) => to));
  const starts = calls.filter(({ id }) => !fed.has(id)).length;
  const forks = uses(flows.map(({ from, to }) => [from, to])).some((targets) => targets > 1);
  return starts > 1 || forks ? 'fan-out' : 'chain';
}
