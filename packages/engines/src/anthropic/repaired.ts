import type { ModelBlock, ModelReply } from '@firefly/contracts/model';
import { FUNCTION_NAME, functionName } from '@firefly/domain/dataset/function-name';
import { isObject } from '@firefly/domain/json';
import type { ModelRequest } from '@firefly/llm/model';

/** A block of a reply as providers take it back: no empty texts, names as they allow them, inputs as objects. */
function sendable(block: ModelBlock): ModelBlock[] {
  if (block.type === 'text') return block.text.trim() === '' ? [] : [block];
  if (block.type !== 'tool_use') return [block];
  const name = FUNCTION_NAME.test(block.name) ? block.name : functionName(block.name);
  return [{ ...block, name, input: isObject(block.input) ? block.input : {} }];
}

/** The request with the reply that was malformed and what is wrong with it. */
export const repaired = (request: ModelRequest, reply: ModelReply, problem: string): ModelRequest =>
  answeredWith(request, reply, `Not accepted: ${problem}. Send the whole reply again, corrected.`);

/** The request with its reply and what is said to that: every call must be answered. */
export function answeredWith(request: ModelRequest, reply: ModelReply, text: string): ModelRequest {
  const said = reply.content.flatMap(sendable);
  const results = said.flatMap((block): ModelBlock[] =>
    block.type === 'tool_use'
      ? [{ type: 'tool_result', tool_use_id: block.id, content: text, is_error: true }]
      : [],
  );
  const answer: ModelBlock[] = results.length > 0 ? results : [{ type: 'text', text }];
  // A provider takes no empty message: then what is wrong stands behind what was asked.
  const turns =
    said.length === 0
      ? [
          {
            role: 'user' as const,
            content: [...(request.messages.at(-1)?.content ?? []), ...answer],
          },
        ]
      : [
          ...request.messages.slice(-1),
          { role: 'assistant' as const, content: said },
          { role: 'user' as const, content: answer },
        ];
  return { ...request, messages: [...request.messages.slice(0, -1), ...turns] };
}
