import type { ModelBlock, ModelReply } from '@firefly/contracts/model';
import type { ModelRequest } from '@firefly/llm/model';
import { assistantContent, resultOf, toolUses } from './replies.ts';

/** The request with the reply that was malformed and what is wrong with it. */
export const repaired = (request: ModelRequest, reply: ModelReply, problem: string): ModelRequest =>
  answeredWith(request, reply, `Not accepted: ${problem}. Send the whole reply again, corrected.`);

/** The request with its reply and what is said to that: every call must be answered. */
export function answeredWith(request: ModelRequest, reply: ModelReply, text: string): ModelRequest {
  const results = toolUses(reply).map((use) => resultOf(use, text, true));
  const answer: ModelBlock[] = results.length > 0 ? results : [{ type: 'text', text }];
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: assistantContent(reply) },
      { role: 'user', content: answer },
    ],
  };
}
