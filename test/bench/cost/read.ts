import type { JsonObject } from '@firefly/domain/json';
import type { ScriptedRequest } from '@firefly/llm/testing/scripted';
import { tokensOf } from '@firefly/llm/testing/tokens';

/** What a model reads of a block: texts as they are, tools and arguments as JSON. */
function read({ cache_control: _, ...block }: JsonObject): string {
  if (block.type === 'text') return String(block.text);
  if (block.type === 'tool_result') return String(block.content);
  if (block.type === 'tool_use') return `${block.name} ${JSON.stringify(block.input)}`;
  return JSON.stringify(block);
}

const tokens = (blocks: readonly JsonObject[]): number =>
  blocks.reduce((sum, block) => sum + tokensOf(read(block)), 0);

/** Tokens that a model reads of a request. */
export const readTokens = ({ system = [], tools = [], messages }: ScriptedRequest): number =>
  tokens(system) + tokens(tools) + tokens(messages.flatMap(({ content }) => content));

/** Tokens that it writes. */
export const writtenTokens = (content: readonly object[]): number =>
  tokens(content as readonly JsonObject[]);

/** Tokens of a request's body as JSON: more than a model reads, for a quote inside a text is two characters there. */
export const bodyTokens = ({ system, tools, tool_choice, messages }: ScriptedRequest): number =>
  tokensOf(JSON.stringify({ system, tools, tool_choice, messages }));
