import { sha256 } from '@firefly/domain/identity';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { edgeKey } from '@firefly/domain/tool-graph/link';
import type { PrismaClient } from '../generated/client.ts';
import { fromText, plain, toText } from '../text.ts';

/** Hash of what makes an edge the same edge: meanings and names may be longer than an index entry. */
const keyOf = (edge: Edge): string => sha256(edgeKey(edge));

/** The tool graph of each run. */
export function makeGraph(prisma: PrismaClient) {
  return {
    /** Adds edges; the same edge is replaced. Of two such in `edges` the last counts. */
    async saveEdges(runId: string, edges: readonly Edge[]): Promise<void> {
      if (edges.length === 0) return;
      const rows = [...new Map(edges.map((edge) => [keyOf(edge), edge]))];
      const column = (of: (edge: Edge) => string) => rows.map(([, edge]) => of(edge));
      // One statement: a graph has thousands of edges, and an upsert each would be as many trips.
      await prisma.$executeRaw`
        INSERT INTO edges (run_id, key, "from", from_path, "to", to_path, edge)
        SELECT ${runId}, * FROM unnest(
          ${rows.map(([key]) => key)}::text[],
          ${column((edge) => plain(edge.from))}::text[],
          ${column((edge) => plain(edge.fromPath))}::text[],
          ${column((edge) => plain(edge.to))}::text[],
          ${column((edge) => plain(edge.toPath))}::text[],
          ${column((edge) => toText(edge))}::text[])
        ON CONFLICT (run_id, key) DO UPDATE SET edge = EXCLUDED.edge`;
    },
    /** By their ends, in the order of code points. */
    async edges(runId: string): Promise<Edge[]> {
      const orderBy = (['from', 'fromPath', 'to', 'toPath', 'key'] as const).map((name) => ({
        [name]: 'asc' as const,
      }));
      const rows = await prisma.edge.findMany({ where: { runId }, orderBy });
      return rows.map((row) => fromText<Edge>(row.edge));
    },
  };
}

export type Graph = ReturnType<typeof makeGraph>;
