import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import type { ModelTool } from '@firefly/llm/model';
import { modelSchema } from './model-schema.ts';
import { shortText } from './shorten.ts';

/** How long texts of servers may be where a tool is offered, in characters. */
export interface ToolTexts {
  readonly description: number;
  readonly parameter: number;
}

/** For exploring, where all of a menu is sent with every turn. */
export const BRIEF: ToolTexts = { description: 320, parameter: 120 };
/** For solving: what a trained model would be given, but for texts that are books. */
export const FULL: ToolTexts = { description: 4_000, parameter: 2_000 };

/** The tools that can be offered, and which tool each name means. */
export interface Offer {
  readonly tools: readonly ModelTool[];
  readonly byName: ReadonlyMap<string, Tool>;
}

/** Offers tools by the names that models take, in the order given; a tool no provider would take is left out. */
export function offerOf(tools: Iterable<Tool>, texts: ToolTexts): Offer {
  const offered = [...tools].flatMap((tool) => {
    const input_schema = modelSchema(tool.inputSchema, texts.parameter);
    if (input_schema === null) return [];
    const description = shortText(tool.description.trim(), texts.description);
    return [{ tool, shown: { name: functionName(toolId(tool)), description, input_schema } }];
  });
  return {
    tools: offered.map(({ shown }) => shown),
    byName: new Map(offered.map(({ tool, shown }) => [shown.name, tool])),
  };
}
