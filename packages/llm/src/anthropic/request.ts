import type { ModelBlock } from '@firefly/contracts/model';
import { FUNCTION_NAME } from '@firefly/domain/dataset/function-name';
import { isObject, type JsonObject } from '@firefly/domain/json';
import type { ModelRequest } from '../model.ts';
import { alternating } from './alternating.ts';
import { withOwnIds } from './wire-ids.ts';

/** The body of a request to `/v1/messages`. */
export type WireRequest = JsonObject;

/** Marks the end of what the provider is to keep, so that the next request reads it out of its cache. */
const KEEP = { cache_control: { type: 'ephemeral' } } as const;

/**
 * A request as the Messages API takes it. What is the same for a whole stage comes first (tools, `system`) and
 * ends with a mark for the cache; so does the last message where the conversation goes on. What nobody reads
 * again is not marked: to be kept costs more than to be read.
 *
 * @param forcing whether the model lets itself be made to call a tool. One that does not is told in words.
 */
export function wireRequest(model: string, request: ModelRequest, forcing: boolean): WireRequest {
  const { tools, choice, maxTokens } = request;
  const messages = withOwnIds(alternating(request.messages)).map(({ role, content }) => ({
    role,
    content: content.map(wireBlock).filter((block) => block.type !== 'text' || isSaid(block.text)),
  }));
  const texts = [request.system, ...(forcing ? [] : inWords(choice))].filter(isSaid);
  return {
    model,
    max_tokens: maxTokens,
    ...(texts.length > 0 && { system: keepLast(texts.map((text) => ({ type: 'text', text }))) }),
    ...(tools.length > 0 && {
      tools: keepLast(tools.map((tool) => ({ ...tool }))),
      tool_choice: wireChoice(choice, forcing),
    }),
    messages: request.goesOn ? keepLastMessage(messages) : messages,
  };
}

/** Whether a request makes the model call a tool, which not every model allows. */
export const isForced = ({ choice, tools }: ModelRequest): boolean =>
  tools.length > 0 && choice !== 'auto' && choice !== 'none';

function wireChoice(choice: ModelRequest['choice'], forcing: boolean): JsonObject {
  if (choice === 'none') return { type: 'none' };
  const several = { disable_parallel_tool_use: false };
  if (choice === 'auto' || !forcing) return { type: 'auto', ...several };
  if (choice === 'any') return { type: 'any', ...several };
  return { type: 'tool', name: choice.tool, ...several };
}

// In `system`, where it is the same for the whole conversation: messages that were answered must not change.
function inWords(choice: ModelRequest['choice']): string[] {
  if (choice === 'auto' || choice === 'none') return [];
  if (choice === 'any') return ['Reply by calling a tool. Text beside the call is not read.'];
  return [`Reply with one call of the tool ${choice.tool}. Text beside the call is not read.`];
}

function wireBlock(block: ModelBlock): JsonObject {
  if (block.type === 'opaque') return block.block;
  if (block.type === 'tool_use')
    return { ...block, name: wireName(block.name), input: wireInput(block.input) };
  if (block.type === 'tool_result') return { ...block } as JsonObject;
  return { ...block };
}

/** A model may call what it made up; sent back, the name must still be one that the API takes. */
const wireName = (name: string): string =>
  FUNCTION_NAME.test(name) ? name : name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'unnamed';

/** Arguments that were no JSON object are shown to their model as the text that they were. */
const wireInput = (input: unknown): JsonObject =>
  isObject(input) ? input : { not_json: typeof input === 'string' ? input : JSON.stringify(input) };

/** The API refuses texts of nothing but blanks. */
const isSaid = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';

const keepLast = (blocks: readonly JsonObject[]): JsonObject[] =>
  blocks.map((block, at) => (at === blocks.length - 1 ? { ...block, ...KEEP } : block));

// Only texts and results can carry the mark: a block of the provider's own goes back as it came.
function keepLastMessage(
  messages: readonly { readonly role: string; readonly content: readonly JsonObject[] }[],
): JsonObject[] {
  return messages.map(({ role, content }, at) => {
    const kind = content.at(-1)?.type;
    const marked = at === messages.length - 1 && (kind === 'text' || kind === 'tool_result');
    return { role, content: marked ? keepLast(content) : [...content] };
  });
}
