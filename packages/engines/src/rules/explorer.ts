import type { Explorer } from '@firefly/domain/exploration/plan';
import { traceJoint } from './joint/trace.ts';
import { traceWalk } from './walk.ts';

/** The `rules` explorer: trials call what they list, walks follow what the data refers to. */
export const rulesExplorer: Explorer = {
  next(plan, history) {
    if (plan.kind === 'walk') return traceWalk(plan, history).step;
    if (plan.kind === 'joint') return traceJoint(plan, history).step;
    const call = plan.calls[history.length];
    return call === undefined ? { stop: 'complete' } : { call };
  },
};
