import { type Parameter, parametersOf } from '@firefly/domain/catalog/parameters';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import type { OutputField } from '@firefly/domain/tool-graph/output-fields';

/** A parameter that a field may feed. */
export interface Target {
  readonly tool: Tool;
  readonly parameter: Parameter;
}

/** A number with a default, and a choice, are settings: how a call is made, not what it is about. */
const isSetting = ({ type, ...parameter }: Parameter): boolean =>
  parameter.enum !== undefined ||
  parameter.const !== undefined ||
  ((type === 'number' || type === 'integer') && parameter.default !== undefined);

/** The type of a value that a parameter takes; undefined if it takes no single value, null for either. */
function takes({ type }: Parameter): OutputField['type'] | null | undefined {
  if (type === 'string') return 'string';
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'any' ? null : undefined;
}

/** Whether a field's values are of the type that a parameter takes. */
export function fits(field: OutputField, parameter: Parameter): boolean {
  const type = takes(parameter);
  return type === null || type === field.type;
}

/**
 * What is to be asked of a source: every parameter that one of its fields fits, but for those that an edge by
 * meaning feeds with high confidence already.
 */
export function targetsOf(
  source: string,
  fields: readonly OutputField[],
  tools: readonly Tool[],
  edges: readonly Edge[],
): Target[] {
  const decided = new Set(
    edges
      .filter(({ from, confidence }) => from === source && confidence === 'high')
      .map(({ to, toPath }) => JSON.stringify([to, toPath])),
  );
  return tools.flatMap((tool) =>
    parametersOf(tool)
      .filter((parameter) => !isSetting(parameter))
      .filter((parameter) => fields.some((field) => fits(field, parameter)))
      .filter(({ pointer }) => !decided.has(JSON.stringify([toolId(tool), pointer])))
      .map((parameter) => ({ tool, parameter })),
  );
}

/** Parameters asked about at once, at most. */
export const MAX_TARGETS = 60;

/** The targets in parts of at most sixty, as even as can be. */
export function partsOf(targets: readonly Target[]): Target[][] {
  const parts = Math.ceil(targets.length / MAX_TARGETS);
  return Array.from({ length: parts }, (_, at) =>
    targets.slice(
      Math.floor((at * targets.length) / parts),
      Math.floor(((at + 1) * targets.length) / parts),
    ),
  );
}
