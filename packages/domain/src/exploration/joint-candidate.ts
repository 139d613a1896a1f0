import { canonicalJson } from '../identity.ts';
import type { Operator } from '../tool-graph/operators.ts';
import type { JointPlan, JointShape, WalkPlan } from './plan.ts';
import type { WalkCandidate } from './walk-candidate.ts';

/** A walk that a joint exploration is made of, before it has its seed. */
export type Leg = Omit<WalkPlan, 'kind' | 'seed'>;

/** Seeds tried for legs that settle on a row by their seed. */
export const SEEDS = 6;

/** A joint exploration of these legs. Its key names all but the menu, and tells variants apart. */
export function candidate(
  shape: JointShape,
  group: string,
  legs: readonly Leg[],
  operators: readonly Operator[],
  variant = 0,
): WalkCandidate<JointPlan> {
  const hops = Math.max(0, ...legs.map((leg) => leg.hops));
  return {
    group: `${shape} ${group}`,
    depth: shape === 'alike' ? 0 : shape === 'numbers' ? 1 : 1 + Math.max(hops, legs.length - 2),
    key: canonicalJson([shape, variant, legs.map((leg) => ({ ...leg, menu: leg.menu.length }))]),
    make: (seed): JointPlan => ({
      kind: 'joint',
      seed,
      shape,
      legs: legs.map((leg, at) => ({ kind: 'walk', seed: seed + at, ...leg })),
      operators,
    }),
  };
}
