import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import { firstSentence } from '@firefly/domain/words/first-sentence';
import { oneLine } from '@firefly/domain/words/one-line';

const ABOUT = 120;

/** A tool on one line: the name that models know it by, and the first sentence of what it says of itself. */
export const shownTool = (tool: Tool): string =>
  `${functionName(toolId(tool))}: ${oneLine(firstSentence(tool.description), ABOUT)}`;
