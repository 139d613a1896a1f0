import type { MultiDirectedGraph } from 'graphology';
import { serverOf } from '../catalog/tool.ts';
import type { Random } from '../random.ts';
import type { Edge } from '../tool-graph/edge.ts';
import type { MenuUses } from './menu-uses.ts';

/** Tools, and edges by which a menu may hang together: better evidence, lower rank. */
export type MenuGraph = MultiDirectedGraph<
  { readonly computes: boolean },
  { readonly edge: Edge; readonly rank: number }
>;

/** Of one menu: what they are to compute with, others must find. */
const MOST_COMPUTING = 2;

/** Whether a menu has room for a tool: for such as only compute there is little. */
export const hasRoom = (graph: MenuGraph, menu: Iterable<string>, tool: string): boolean => {
  const computes = (one: string): boolean => graph.getNodeAttribute(one, 'computes');
  return !computes(tool) || [...menu].filter(computes).length < MOST_COMPUTING;
};

/** A tool from which an exploration can branch: it feeds two others, and does more than compute. */
const isHub = (graph: MenuGraph, tool: string): boolean =>
  !graph.getNodeAttribute(tool, 'computes') &&
  graph.outNeighbors(tool).filter((other) => other !== tool).length >= 2;

/** How well a tool hangs on those chosen: the best rank, then by how many links, less being better. */
function linksTo(graph: MenuGraph, tool: string, chosen: ReadonlySet<string>): number[] {
  const ranks = graph
    .filterEdges(tool, (_key, _attributes, from, to) => chosen.has(from === tool ? to : from))
    .map((key) => graph.getEdgeAttribute(key, 'rank'));
  return [Math.min(...ranks), -ranks.length];
}

/** The shortest way from a tool to the nearest hub, both included; the tool alone where there is none. */
function wayToHub(graph: MenuGraph, start: string, order: readonly string[]): string[] {
  const before = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (const tool of queue) {
    if (isHub(graph, tool)) {
      const way: string[] = [];
      for (let at: string | null | undefined = tool; at; at = before.get(at)) way.unshift(at);
      return way;
    }
    const next = new Set(graph.neighbors(tool));
    for (const other of order.filter((one) => next.has(one) && !before.has(one))) {
      before.set(other, tool);
      queue.push(other);
    }
  }
  return [start];
}

/** Compares by the first number that differs. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/**
 * A menu around a tool: connected, at most `size` tools, with a hub and two that it feeds where one is near
 * enough, and of another server, too, where one is linked. What was used least comes first.
 */
export function growMenu(
  graph: MenuGraph,
  start: string,
  size: number,
  uses: MenuUses,
  random: Random,
): string[] {
  const order = random.shuffle(graph.nodes().sort());
  const place = new Map(order.map((tool, at) => [tool, at]));
  const way = wayToHub(graph, start, order);
  const hub = way.at(-1) ?? start;
  const fed = new Set(isHub(graph, hub) ? graph.outNeighbors(hub) : []);
  const lacking = Math.max(0, 2 - way.filter((tool) => fed.has(tool)).length);
  // A hub without room for what it feeds is none.
  const reached = fed.size > 0 && way.length + lacking <= size;
  const chosen = new Set(reached ? way : [start]);
  while (chosen.size < size) {
    const servers = new Set([...chosen].map(serverOf));
    const branches = reached ? [...fed].filter((tool) => chosen.has(tool)).length : 2;
    const score = (tool: string): number[] => [
      branches < 2 && !fed.has(tool) ? 1 : 0,
      servers.size === 1 && servers.has(serverOf(tool)) ? 1 : 0,
      uses.ofTool(tool) + uses.ofServer(serverOf(tool)),
      ...linksTo(graph, tool, chosen),
      place.get(tool) ?? 0,
    ];
    const [next] = [...new Set([...chosen].flatMap((tool) => graph.neighbors(tool)))]
      .filter((tool) => !chosen.has(tool) && hasRoom(graph, chosen, tool))
      .map((tool) => ({ tool, score: score(tool) }))
      .sort((a, b) => compare(a.score, b.score));
    if (next === undefined) break;
    chosen.add(next.tool);
  }
  return [...chosen].sort();
}
