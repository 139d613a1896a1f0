import type { Parameter } from '../catalog/parameters.ts';
import type { ServerPolicy, Tool } from '../catalog/tool.ts';
import { serverOf, toolId } from '../catalog/tool.ts';
import type { Confidence, Edge, Evidence } from './edge.ts';
import { type Feedable, feedable } from './feedable.ts';
import { type GraphColumn, graphColumns } from './graph-columns.ts';
import { ANY_ID, ANY_NAME, takesWords } from './meaning.ts';
import { groupsOf, type ObservedCall } from './record-groups.ts';
import { schemaColumns } from './schema-columns.ts';
import { type Shared, sharedNames } from './shared-names.ts';
import { labelKey } from './tables.ts';

const fits = (column: GraphColumn, parameter: Parameter): boolean => {
  const [value] = column.values;
  if (value === undefined) return true;
  return typeof value === 'number'
    ? parameter.type === 'number' || parameter.type === 'integer'
    : parameter.type === 'string';
};

/** An id means something to its own server only: whatever takes an id there, or the thing it is of. */
const takesId = (column: GraphColumn, { meaning, tool, parameter }: Feedable): boolean =>
  column.meaning.endsWith(' id') &&
  !takesWords(parameter.name) &&
  serverOf(tool) === serverOf(column.tool) &&
  (meaning === ANY_ID || column.meaning === `${meaning} id`);

/** Equal meaning, not equal JSON type: how sure it is that the column can feed the parameter. */
function confidenceOf(column: GraphColumn, target: Feedable): Confidence | null {
  if (!fits(column, target.parameter)) return null;
  if (column.meaning === target.meaning) return column.meaning === ANY_NAME ? 'medium' : 'high';
  if (takesId(column, target)) return 'low';
  return target.meaning === ANY_NAME && column.names ? 'low' : null;
}

const SURENESS: readonly Confidence[] = ['high', 'medium', 'low'];

/** A parameter may be fed for several reasons: the surest counts. */
const surer = (before: Edge | undefined, edge: Edge): Edge =>
  before !== undefined && SURENESS.indexOf(before.confidence) < SURENESS.indexOf(edge.confidence)
    ? before
    : edge;

/** The nouns of the labelled records that each tool gives, by its output schema and by what it gave. */
function nounsOf(tools: readonly Tool[], calls: readonly ObservedCall[]): Map<string, string[]> {
  const nouns = new Map(
    tools.map((tool) => {
      const labels = schemaColumns(tool).filter((column) => column.names);
      return [toolId(tool), labels.map(({ meaning }) => meaning)];
    }),
  );
  for (const { tool, noun, rows } of groupsOf(calls))
    if (noun !== undefined && labelKey(rows) !== undefined) nouns.get(tool)?.push(noun);
  return nouns;
}

/**
 * The candidate edges between kept tools: from output schemas, and from the shapes of real outputs.
 * `policies` by server say what stands beside a value. In the order of tools and columns, so equal
 * inputs give equal lists.
 */
export function linkTools(
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  policies: ReadonlyMap<string, ServerPolicy> = new Map(),
): Edge[] {
  const nouns = nounsOf(tools, calls);
  const targets = tools.flatMap((tool) =>
    feedable(tool, nouns.get(toolId(tool)) ?? [], policies.get(tool.server)),
  );
  const edges = new Map<string, Edge>();
  const add = (columns: readonly GraphColumn[], evidence: Evidence, shared?: Shared): void => {
    for (const column of columns)
      for (const target of targets) {
        const alike = confidenceOf(column, target);
        const only = alike === null ? shared?.(column, target.meaning) : undefined;
        const confidence = only === undefined ? alike : 'low';
        if (confidence === null || !fits(column, target.parameter)) continue;
        const edge: Edge = {
          from: column.tool,
          fromPath: column.path,
          to: target.tool,
          toPath: target.parameter.pointer,
          meaning: column.meaning,
          confidence,
          evidence: [evidence],
          ...(Object.keys(target.companions).length > 0 && { companions: target.companions }),
          ...(only !== undefined && { only }),
        };
        const before = edges.get(edgeKey(edge));
        const both = [...new Set([...(before?.evidence ?? []), evidence])];
        edges.set(edgeKey(edge), { ...surer(before, edge), evidence: both });
      }
  };
  add(tools.flatMap(schemaColumns), 'schema');
  const observed = graphColumns(calls);
  add(observed, 'observed', sharedNames(observed));
  return [...edges.values()];
}

/** What makes two edges the same edge. */
export const edgeKey = ({ from, fromPath, meaning, to, toPath, companions }: Edge): string =>
  JSON.stringify([from, fromPath, meaning, to, toPath, ...(companions ? [companions] : [])]);
