import type { Tool } from '../catalog/tool.ts';
import { toolId } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import { foundPath } from '../tool-graph/found-path.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { argumentsOf, type Standing } from '../tool-graph/standing.ts';
import type { WalkPlan } from './plan.ts';
import { askedFor, searchTool } from './search-tools.ts';
import type { WalkCandidate } from './walk-candidate.ts';

/** Hops behind the file that was found: more would make a question nobody reads to its end. */
const MOST_HOPS = 1;

/** Walks that begin in a file which a search finds: those of the file, with the search before them. */
export function* searchWalks(
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  known: readonly Standing[],
  walksFrom: (call: ObservedCall) => Iterable<WalkCandidate<WalkPlan>>,
): Generator<WalkCandidate<WalkPlan>> {
  const readings = known.filter((standing) => standing.confirmed === 'reading');
  for (const tool of tools) {
    const search = searchTool(tool);
    if (search === undefined) continue;
    for (const call of calls.filter((each) => each.tool === toolId(tool))) {
      const asked = askedFor(search, call.arguments);
      const found = foundPath(call.observation);
      if (asked === undefined || found === undefined) continue;
      for (const { edge } of readings.filter((each) => each.edge.from === call.tool)) {
        const args = canonicalJson(argumentsOf(edge, found.path));
        const read = calls.find(
          (each) => each.tool === edge.to && canonicalJson(each.arguments) === args,
        );
        for (const inner of read === undefined ? [] : walksFrom(read)) {
          if (inner.depth > MOST_HOPS) continue;
          yield {
            group: `${call.tool} ${edge.to} ${inner.depth}`,
            depth: inner.depth + 1,
            key: `${canonicalJson([call.tool, call.arguments])} ${inner.key}`,
            make: (seed) => ({
              ...inner.make(seed),
              start: [{ tool: call.tool, arguments: call.arguments }],
              search: { ...asked, edge },
            }),
          };
        }
      }
    }
  }
}
