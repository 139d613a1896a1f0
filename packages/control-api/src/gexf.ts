import type { ToolGraph } from '@firefly/contracts/control-api/tools';
import { MultiDirectedGraph } from 'graphology';
import gexf from 'graphology-gexf';

/** What no XML document may hold, however it is written; names come from servers. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const text = (value: string): string => value.toWellFormed().replace(NOT_XML, '\uFFFD');

/** The tool graph as a GEXF document, for Gephi and its like. */
export function gexfOf({ nodes, edges }: ToolGraph): string {
  const graph = new MultiDirectedGraph();
  // Ids are numbers: two names may differ only in what XML cannot hold.
  const ids = new Map<string, string>();
  const idOf = (tool: string): string => {
    const known = ids.get(tool);
    if (known !== undefined) return known;
    const id = `n${ids.size}`;
    ids.set(tool, id);
    graph.addNode(id, { label: text(tool), server: text(tool.slice(0, tool.indexOf('/'))) });
    return id;
  };
  for (const { id } of nodes) idOf(id);
  for (const [at, edge] of edges.entries())
    graph.addEdgeWithKey(`e${at}`, idOf(edge.from), idOf(edge.to), {
      label: text(edge.meaning),
      from_path: text(edge.from_path),
      to_path: text(edge.to_path),
      confidence: edge.confidence,
      evidence: edge.evidence.join(' '),
    });
  return gexf.write(graph, { version: '1.3' });
}
