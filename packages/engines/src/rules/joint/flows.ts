import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';
import { flowsOf } from '../flows.ts';
import type { Walk } from '../walk.ts';
import type { MadeJoin } from './kind.ts';

/** All flows of a joint exploration: along its legs, then into its joins. */
export function jointFlows(legs: readonly Walk[], made: readonly MadeJoin[]): ProposedFlow[] {
  const flows = [
    ...legs.flatMap(flowsOf),
    ...made.flatMap((join) => join.flows.map((flow) => ({ ...flow, to: `c${join.call}` }))),
  ];
  // Legs that share a call share what flows into it.
  return [...new Map(flows.map((flow) => [`${flow.to}${flow.toPointer}`, flow])).values()];
}
