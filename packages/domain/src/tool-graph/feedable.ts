import { companionsOf } from '../catalog/companions.ts';
import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import { type ServerPolicy, type Tool, toolId } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { parameterMeanings } from './meaning.ts';

/** A parameter that an edge can feed: with its companions it makes the call valid. */
export interface Feedable {
  readonly tool: string;
  readonly parameter: Parameter;
  readonly meaning: string;
  readonly companions: JsonObject;
}

/**
 * Parameters of a tool that accept a value of a column, each with what must stand beside it.
 * `returns` are the nouns of the records that the tool gives.
 */
export function feedable(
  tool: Tool,
  returns: readonly string[],
  policy: ServerPolicy | undefined,
): Feedable[] {
  return parametersOf(tool).flatMap((parameter) => {
    if (parameter.enum !== undefined || parameter.type === 'boolean') return [];
    const meanings = parameterMeanings({ name: parameter.name, tool: tool.name }, returns);
    if (meanings.length === 0) return [];
    return companionsOf(tool, parameter, policy).flatMap((companions) =>
      meanings.map((meaning) => ({ tool: toolId(tool), parameter, meaning, companions })),
    );
  });
}
