import type { JointPlan, WalkPlan } from './plan.ts';

/** A walk that could be made, and the group whose coverage it counts towards. */
export interface WalkCandidate<P extends WalkPlan | JointPlan = WalkPlan | JointPlan> {
  readonly group: string;
  /** The longest chain of flows it may give. */
  readonly depth: number;
  readonly make: (seed: number) => P;
  /** Makes two candidates the same walk but for the seed. */
  readonly key: string;
}
