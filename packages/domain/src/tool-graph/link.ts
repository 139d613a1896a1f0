import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import type { Confidence, Edge, Evidence } from './edge.ts';
import { type GraphColumn, graphColumns } from './graph-columns.ts';
import { ANY_NAME, parameterMeaning } from './meaning.ts';
import type { ObservedCall } from './record-groups.ts';
import { schemaColumns } from './schema-columns.ts';

/** A parameter that an edge can feed: alone it makes the call valid. */
interface Feedable {
  readonly tool: string;
  readonly parameter: Parameter;
  readonly meaning: string;
}

/** Parameters that accept a value of a column and need no other argument beside it. */
function feedable(tool: Tool): Feedable[] {
  const parameters = parametersOf(tool);
  return parameters.flatMap((parameter) => {
    const others = parameters.filter((other) => other.required && other !== parameter);
    const meaning = parameterMeaning({ name: parameter.name, tool: tool.name });
    const closed = parameter.enum !== undefined || parameter.type === 'boolean';
    if (others.length > 0 || meaning === undefined || closed) return [];
    return [{ tool: toolId(tool), parameter, meaning }];
  });
}

const fits = (column: GraphColumn, parameter: Parameter): boolean => {
  const [value] = column.values;
  if (value === undefined) return true;
  return typeof value === 'number'
    ? parameter.type === 'number' || parameter.type === 'integer'
    : parameter.type === 'string';
};

/** Equal meaning, not equal JSON type: how sure it is that the column can feed the parameter. */
function confidenceOf(column: GraphColumn, target: Feedable): Confidence | null {
  if (!fits(column, target.parameter)) return null;
  if (column.meaning === target.meaning) return column.meaning === ANY_NAME ? 'medium' : 'high';
  return target.meaning === ANY_NAME && column.names ? 'low' : null;
}

/**
 * The candidate edges between kept tools: from output schemas, and from the shapes of real outputs.
 * In the order of tools and columns, so equal inputs give equal lists.
 */
export function linkTools(tools: readonly Tool[], calls: readonly ObservedCall[]): Edge[] {
  const targets = tools.flatMap(feedable);
  const edges = new Map<string, Edge>();
  const add = (columns: readonly GraphColumn[], evidence: Evidence): void => {
    for (const column of columns)
      for (const target of targets) {
        const confidence = confidenceOf(column, target);
        if (confidence === null) continue;
        const edge: Edge = {
          from: column.tool,
          fromPath: column.path,
          to: target.tool,
          toPath: target.parameter.pointer,
          meaning: column.meaning,
          confidence,
          evidence: [evidence],
        };
        const before = edges.get(edgeKey(edge));
        const both = [...new Set([...(before?.evidence ?? []), evidence])];
        edges.set(edgeKey(edge), { ...edge, evidence: both });
      }
  };
  add(tools.flatMap(schemaColumns), 'schema');
  add(graphColumns(calls), 'observed');
  return [...edges.values()];
}

/** What makes two edges the same edge. */
export const edgeKey = (edge: Edge): string =>
  JSON.stringify([edge.from, edge.fromPath, edge.meaning, edge.to, edge.toPath]);
