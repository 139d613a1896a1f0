import { canonicalJson } from '../identity.ts';
import { documentOf } from '../tool-graph/documents.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import type { WalkPlan } from './plan.ts';
import type { WalkCandidate } from './walk-candidate.ts';

/** Walks that start with a document: what it states, or what is known of a thing that it names. */
export function* documentWalks(
  calls: readonly ObservedCall[],
  menuOf: (tool: string, hops: number) => Edge[],
  mostHops: number,
): Generator<WalkCandidate<WalkPlan>> {
  for (const { tool, arguments: args, observation } of calls) {
    if (documentOf(observation) === undefined) continue;
    for (let hops = 0; hops <= mostHops; hops += 1) {
      const menu = menuOf(tool, hops);
      if (hops > 0 && menu.length === 0) break;
      yield {
        group: `${tool} document ${hops}`,
        depth: hops,
        key: `${canonicalJson([tool, args])} document ${hops}`,
        make: (seed) => ({
          kind: 'walk',
          seed,
          start: [{ tool, arguments: args }],
          names: null,
          pick: 'document',
          hops,
          menu,
        }),
      };
    }
  }
}
