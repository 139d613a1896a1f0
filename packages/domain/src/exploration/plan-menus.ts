import { MultiDirectedGraph } from 'graphology';
import { computes } from '../catalog/computes.ts';
import { serverOf, type Tool, toolId } from '../catalog/tool.ts';
import { randomOf, seedOf } from '../random.ts';
import type { Edge } from '../tool-graph/edge.ts';
import { edgeKey } from '../tool-graph/link.ts';
import type { Standing } from '../tool-graph/standing.ts';
import { growMenu, hasRoom, type MenuGraph } from './menu.ts';
import { type MenuUses, menuUses } from './menu-uses.ts';
import type { MenuPlan } from './plan.ts';
import type { Walked } from './plan-wave.ts';

/** The frozen snapshot from which menus are planned (rule 2.12). */
export interface MenusInput {
  readonly seed: number;
  readonly wave: number;
  /** Menus at most. */
  readonly count: number;
  /** Kept tools. */
  readonly tools: readonly Tool[];
  readonly standings: readonly Pick<Standing, 'edge' | 'confirmed' | 'untried'>[];
  /** The menus of earlier waves, and whether a task that the run took came of each. */
  readonly done: readonly (Walked & { readonly fruitful: boolean })[];
}

/** Planned menus, and what to remember of them for the next wave. `index` counts from 0. */
export interface PlannedMenus {
  readonly plans: readonly MenuPlan[];
  readonly walked: readonly Walked[];
}

const MOST_TOOLS = 8;
const FEWEST_TOOLS = 6;
/** Tools that nothing links, on a menu of their own. */
const MOST_ALONE = 4;
/** Of them, on the menus of others, in turn: what they could be used with, nobody but a model can say. */
const MOST_GUESTS = 2;
/** Uses of others that a tool which nothing links waits for: alone it leads nowhere. */
const PATIENCE = 6;
const MOST_EDGES = 32;
/** Smaller and smaller menus that are tried around one tool before another is. */
const SIZES = 4;
const PREFIX = 'menu ';

const keyOf = (tools: readonly string[]): string => PREFIX + JSON.stringify(tools);

/** The tools of a menu of an earlier wave; walks of other kinds have none. */
const toolsIn = ({ key }: Walked): string[] =>
  key.startsWith(PREFIX) ? (JSON.parse(key.slice(PREFIX.length)) as string[]) : [];

/**
 * How good the evidence of an edge is, the best first; undefined where it is no way to go by: neither
 * executed nor at least of medium confidence, or tried and not confirmed.
 */
function rankOf({ edge, confirmed, untried }: MenusInput['standings'][number]): number | undefined {
  if (confirmed !== null || edge.evidence.includes('executed')) return 0;
  if (edge.confidence === 'low') return undefined;
  const judged = edge.evidence.includes('judged');
  if (!judged && edge.evidence.includes('observed') && untried.length === 0) return 4;
  return judged ? 1 : edge.evidence.includes('observed') ? 2 : 3;
}

const executed = (edge: Edge): Edge => ({
  ...edge,
  confidence: 'high',
  evidence: [...new Set([...edge.evidence, 'executed' as const])],
});

function menuGraph({ tools, standings }: MenusInput): MenuGraph {
  const graph: MenuGraph = new MultiDirectedGraph();
  for (const tool of tools) graph.mergeNode(toolId(tool), { computes: computes(tool) });
  for (const standing of standings) {
    const edge = standing.confirmed === null ? standing.edge : executed(standing.edge);
    const rank = rankOf(standing);
    const inside = graph.hasNode(edge.from) && graph.hasNode(edge.to) && edge.from !== edge.to;
    if (rank !== undefined && inside)
      graph.mergeDirectedEdgeWithKey(edgeKey(edge), edge.from, edge.to, { edge, rank });
  }
  return graph;
}

/** The edges among the tools of a menu, the best first. */
function edgesAmong(graph: MenuGraph, tools: readonly string[]): Edge[] {
  const inside = new Set(tools);
  return graph
    .filterEdges((_key, _attributes, from, to) => inside.has(from) && inside.has(to))
    .map((key) => ({ key, ...graph.getEdgeAttributes(key) }))
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_EDGES)
    .map(({ edge }) => edge);
}

/** Menus to try, one after the other, until one is new: around the least used tools first. */
function* candidates(
  graph: MenuGraph,
  uses: MenuUses,
  input: MenusInput,
  at: number,
): Generator<string[]> {
  const random = randomOf(input.seed, 'menus', input.wave, at);
  const isAlone = (tool: string): boolean => graph.degree(tool) === 0;
  const inTurn = random
    .shuffle(graph.nodes().sort())
    .map((tool) => ({ tool, used: uses.ofTool(tool) + uses.ofServer(serverOf(tool)) }))
    .sort((a, b) => a.used - b.used);
  const alone = inTurn.map(({ tool }) => tool).filter(isAlone);
  const knowing = inTurn.filter(({ tool }) => !graph.getNodeAttribute(tool, 'computes'));
  // What only computes is begun with where there is nothing else.
  const starts = (knowing.length > 0 ? knowing : inTurn).map((start) =>
    isAlone(start.tool) ? { ...start, used: start.used + PATIENCE } : start,
  );
  for (const { tool } of starts.sort((a, b) => a.used - b.used)) {
    if (isAlone(tool)) {
      const own = alone.filter((other) => serverOf(other) === serverOf(tool));
      yield [...own.slice(0, MOST_ALONE)].sort();
      yield [tool];
      continue;
    }
    const size = FEWEST_TOOLS + random.below(MOST_TOOLS - FEWEST_TOOLS + 1);
    const guests = alone
      .filter((one) => uses.ofTool(one) <= uses.ofTool(tool))
      .slice(0, MOST_GUESTS);
    for (let less = guests.length; less < SIZES + guests.length; less += 1) {
      const grown = growMenu(graph, tool, Math.max(2, size - less), uses, random);
      const welcome = guests.filter((guest) => hasRoom(graph, grown, guest));
      yield [...grown, ...welcome].sort();
    }
  }
}

/**
 * Samples sub-DAGs for a model to explore: what earlier menus and those of this wave used least comes
 * first, chosen by the seed among equals. No menu comes twice; there are fewer where no new one is found.
 */
export function planMenus(input: MenusInput): PlannedMenus {
  const graph = menuGraph(input);
  const uses = menuUses(graph.nodes());
  const taken = new Set(input.done.map(({ key }) => key));
  for (const walk of input.done) uses.add(toolsIn(walk), walk.fruitful);
  const plans: MenuPlan[] = [];
  const walked: Walked[] = [];
  while (plans.length < input.count) {
    const index = plans.length;
    const tools = candidates(graph, uses, input, index).find((menu) => !taken.has(keyOf(menu)));
    if (tools === undefined) break;
    uses.add(tools);
    taken.add(keyOf(tools));
    const servers = [...new Set(tools.map(serverOf))].sort();
    plans.push({
      kind: 'menu',
      seed: seedOf(input.seed, 'menu', input.wave, index),
      tools,
      edges: edgesAmong(graph, tools),
    });
    walked.push({ key: keyOf(tools), group: PREFIX + servers.join(' '), index });
  }
  return { plans, walked };
}
