import { type Parameter, parametersOf } from '@firefly/domain/catalog/parameters';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import type { OutputField } from '@firefly/domain/tool-graph/output-fields';
import { wordsOf } from '@firefly/domain/words/identifiers';

/** A parameter that a field may feed. */
export interface Target {
  readonly tool: Tool;
  readonly parameter: Parameter;
}

/** Words of numbers that say how much is given, and from where on. */
const AMOUNTS = new Set(
  'limit max maximum top count size take first last head tail page offset skip depth'.split(' '),
);

/** A choice, and a number with a default or of such a name, say how a call is made, not what it is about. */
const isSetting = ({ type, ...parameter }: Parameter): boolean =>
  parameter.enum !== undefined ||
  parameter.const !== undefined ||
  ((type === 'number' || type === 'integer') &&
    (parameter.default !== undefined || wordsOf(parameter.name).some((word) => AMOUNTS.has(word))));

/** Whether a parameter takes what a field holds, or, of a text, what may stand in it. */
export function fits(field: OutputField, { type }: Parameter): boolean {
  if (type === 'string') return field.type !== 'number';
  if (type === 'number' || type === 'integer') return field.type === 'number';
  return type === 'any';
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
