import { seedsOf } from '../catalog/fillable.ts';
import { parametersOf } from '../catalog/parameters.ts';
import { type ServerPolicy, type Tool, toolId } from '../catalog/tool.ts';
import { leavesOf, shapePointer } from '../pointer.ts';
import type { Standing, TriedCall } from '../tool-graph/standing.ts';

/** Values that a parameter is known to take: where an exploration may begin without inventing anything. */
export interface KnownValues {
  /** Tool id. */
  readonly tool: string;
  /** Shape pointer of the parameter. */
  readonly pointer: string;
  /** Each once: what the operator gave, what calls succeeded with, what a confirmed edge's column holds. */
  readonly values: readonly (string | number)[];
}

/** Values that are kept of a parameter. */
const MOST = 40;
/** A longer text is a document, and no value to begin with. */
const LONGEST = 120;

/** The values known for the free parameters of these tools, in the order of tools and parameters. */
export function knownValues({
  tools,
  policies,
  tried,
  standings,
}: {
  readonly tools: readonly Tool[];
  readonly policies: ReadonlyMap<string, ServerPolicy>;
  readonly tried: readonly TriedCall[];
  readonly standings: readonly Pick<Standing, 'edge' | 'confirmed' | 'values'>[];
}): KnownValues[] {
  const worked = new Map<string, (string | number)[]>();
  const add = (tool: string, pointer: string, value: unknown): void => {
    const usable = typeof value === 'number' || (typeof value === 'string' && value !== '');
    if (!usable || String(value).length > LONGEST) return;
    const key = JSON.stringify([tool, pointer]);
    const values = worked.get(key) ?? [];
    worked.set(key, values);
    if (values.length < MOST && !values.includes(value)) values.push(value);
  };
  for (const tool of tools) {
    const policy = policies.get(tool.server);
    if (policy === undefined) continue;
    const seeds = seedsOf(tool, policy);
    for (const { name, pointer } of parametersOf(tool))
      for (const value of seeds(name)) add(toolId(tool), pointer, value);
  }
  for (const { tool, arguments: args, observation } of tried) {
    if (observation === null) continue;
    for (const leaf of leavesOf(args)) add(tool, shapePointer(args, leaf.pointer), leaf.value);
  }
  for (const { edge, confirmed, values } of standings)
    for (const value of confirmed === null ? [] : values) add(edge.to, edge.toPath, value);
  return tools.flatMap((tool) =>
    parametersOf(tool).flatMap((parameter) => {
      const { pointer } = parameter;
      const values = worked.get(JSON.stringify([toolId(tool), pointer])) ?? [];
      const free = parameter.enum === undefined && parameter.const === undefined;
      return free && values.length > 0 ? [{ tool: toolId(tool), pointer, values }] : [];
    }),
  );
}
