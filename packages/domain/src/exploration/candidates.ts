import type { Tool } from '../catalog/tool.ts';
import { toolId, toolName } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { neighbourhood, toolGraph } from '../tool-graph/graph.ts';
import { tableNoun } from '../tool-graph/meaning.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import { feed, type Standing } from '../tool-graph/standing.ts';
import { tablesOf } from '../tool-graph/tables.ts';
import { documentWalks } from './document-candidates.ts';
import type { WalkPlan } from './plan.ts';
import { searchWalks } from './search-candidates.ts';
import type { WalkCandidate } from './walk-candidate.ts';

const MAX_HOPS = 2;
/** Walks of one kind from one table: each settles on a row of its own choice. */
const VARIANTS = 4;

/** Confirmed as a lookup: an edge whose values come back as one record of that name. */
export const isLookup = (standing: Standing): boolean => standing.confirmed === 'record';

/** Walks that start with a table. */
function* tableWalks(
  calls: readonly ObservedCall[],
  menuOf: (tool: string, hops: number) => Edge[],
): Generator<WalkCandidate<WalkPlan>> {
  for (const call of calls) {
    const [table] = tablesOf(call.observation);
    const noun = table && tableNoun(table.steps, toolName(call.tool), call.arguments);
    if (noun === undefined) continue;
    const id = canonicalJson([call.tool, call.arguments]);
    const start = [{ tool: call.tool, arguments: call.arguments }];
    const walk = (pick: WalkPlan['pick'], hops: number, variant = 0): WalkCandidate<WalkPlan> => ({
      group: `${call.tool} ${noun} ${pick} ${hops}`,
      depth: hops,
      key: `${id} ${pick} ${hops} ${variant}`,
      make: (seed) => ({
        kind: 'walk',
        seed,
        start,
        names: null,
        pick,
        hops,
        menu: menuOf(call.tool, hops),
      }),
    });
    const numbers = table?.columns.some((column) => column.kind === 'number') ?? false;
    yield walk('none', 0);
    if (numbers) yield walk('extreme', 0);
    for (let hops = 1; hops <= MAX_HOPS; hops += 1) {
      if (menuOf(call.tool, hops).length === 0) break;
      for (let variant = 0; variant < VARIANTS; variant += 1) {
        if (numbers) yield walk('extreme', hops, variant);
        yield walk('named', hops, variant);
      }
    }
  }
}

/** Walks that start with a lookup by a name that other calls have shown. */
function* lookupWalks(
  known: readonly Standing[],
  menuOf: (tool: string, hops: number) => Edge[],
): Generator<WalkCandidate<WalkPlan>> {
  for (const { edge, values } of known.filter(isLookup)) {
    for (const value of values) {
      if (typeof value !== 'string') continue;
      const start = [{ tool: edge.to, arguments: feed(edge.toPath, value) }];
      for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
        const menu = menuOf(edge.to, hops);
        if (hops > 0 && menu.length === 0) break;
        yield {
          group: `${edge.to} ${edge.meaning} named ${hops}`,
          depth: hops,
          key: `${canonicalJson(start)} ${hops}`,
          make: (seed) => ({
            kind: 'walk',
            seed,
            start,
            names: [value],
            pick: 'named',
            hops,
            menu,
          }),
        };
      }
    }
  }
}

/** Every walk the confirmed edges and the tables seen so far permit, in a fixed order, each key once. */
export function walkCandidates(
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  known: readonly Standing[],
): WalkCandidate<WalkPlan>[] {
  const confirmed = known.filter(isLookup).map((standing) => standing.edge);
  const graph = toolGraph(tools, confirmed);
  const kept = new Set(tools.map(toolId));
  const menus = new Map<string, Edge[]>();
  const menuOf = (tool: string, hops: number): Edge[] => {
    const key = `${tool} ${hops}`;
    const menu = menus.get(key) ?? (hops === 0 ? [] : neighbourhood(graph, tool, hops));
    menus.set(key, menu);
    return menu;
  };
  const own = calls.filter((call) => kept.has(call.tool));
  const walksFrom = (some: readonly ObservedCall[]) => [
    ...tableWalks(some, menuOf),
    ...documentWalks(some, menuOf, MAX_HOPS),
  ];
  const all = [
    ...walksFrom(own),
    ...searchWalks(tools, own, known, (call) => walksFrom([call])),
    ...lookupWalks(
      known.filter(({ edge }) => kept.has(edge.to)),
      menuOf,
    ),
  ];
  return [...new Map(all.map((candidate) => [candidate.key, candidate])).values()];
}
