import type { TaskFlow } from './task.ts';

/** The longest chain of calls of which each needs a value of the one before: 0 without flows. */
export function depthOf(flows: readonly Pick<TaskFlow, 'from' | 'to'>[]): number {
  const depths = new Map<string, number>();
  const depth = (call: string): number => {
    const known = depths.get(call);
    if (known !== undefined) return known;
    // Flows lead from earlier calls to later ones: what goes round in a circle has no depth.
    depths.set(call, 0);
    const before = flows.filter(({ to }) => to === call).map(({ from }) => depth(from) + 1);
    const found = Math.max(0, ...before);
    depths.set(call, found);
    return found;
  };
  return Math.max(0, ...flows.map(({ to }) => depth(to)));
}
