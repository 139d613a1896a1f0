import { MultiDirectedGraph } from 'graphology';
import { type Tool, toolId } from '../catalog/tool.ts';
import type { Edge } from './edge.ts';
import { edgeKey } from './link.ts';

/** The tool graph: a node per kept tool, an edge per way in which an output can feed an input. */
export type ToolGraph = MultiDirectedGraph<{ readonly tool: Tool }, Edge>;

/** Builds the graph; edges of tools that are not nodes are left out. */
export function toolGraph(tools: readonly Tool[], edges: readonly Edge[]): ToolGraph {
  const graph: ToolGraph = new MultiDirectedGraph();
  for (const tool of tools) graph.addNode(toolId(tool), { tool });
  for (const edge of edges)
    if (graph.hasNode(edge.from) && graph.hasNode(edge.to))
      graph.mergeDirectedEdgeWithKey(edgeKey(edge), edge.from, edge.to, edge);
  return graph;
}

/** The edges within `depth` steps of a tool: the neighbourhood from which an exploration may choose. */
export function neighbourhood(graph: ToolGraph, start: string, depth: number): Edge[] {
  const reached = new Set([start]);
  let frontier = [start];
  for (let step = 0; step < depth; step += 1) {
    frontier = frontier
      .flatMap((node) => (graph.hasNode(node) ? graph.outNeighbors(node) : []))
      .filter((node) => !reached.has(node));
    for (const node of frontier) reached.add(node);
  }
  return graph
    .filterEdges((_key, _edge, from, to) => reached.has(from) && reached.has(to))
    .map((key) => graph.getEdgeAttributes(key))
    .sort((a, b) => (edgeKey(a) < edgeKey(b) ? -1 : 1));
}
