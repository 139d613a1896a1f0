import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import { oneLine } from '@firefly/domain/words/one-line';

/** A sentence ends where another begins; "e.g." ends none. */
const SENTENCE_END = /(?<=[.!?])(?<!\b(?:e\.g|i\.e)\.)\s+(?=\p{Lu})|\n/u;
const ABOUT = 100;

/** A tool on one line: the name that models know it by, and the first sentence of what it says of itself. */
export function shownTool(tool: Tool): string {
  const [sentence = ''] = tool.description.trim().split(SENTENCE_END, 1);
  return `${functionName(toolId(tool))}: ${oneLine(sentence, ABOUT)}`;
}
