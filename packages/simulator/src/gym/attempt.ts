import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { isObject, type JsonObject } from '@firefly/domain/json';
import type { Attempt } from '@firefly/domain/reward/answer';

// An agent that calls over MCP may put the name of the server before that of the tool.
const SUBMITTED = new RegExp(`^(mcp__.+__)?${SUBMIT_ANSWER}$`);

const isSubmission = ({ type, name }: JsonObject): boolean =>
  type === 'function_call' && typeof name === 'string' && SUBMITTED.test(name);

function textOf({ content }: JsonObject): string | null {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return null;
  return content
    .flatMap((part) =>
      isObject(part) && part.type === 'output_text' && typeof part.text === 'string'
        ? [part.text]
        : [],
    )
    .join('');
}

/**
 * The attempt in a response of the Responses API: every call of `submit_answer`, and the message that
 * ends it. A message behind which tools were called ends nothing. Whatever is none of that is passed over.
 */
export function attemptIn(response: unknown): Attempt {
  const output = isObject(response) && Array.isArray(response.output) ? response.output : [];
  const items = output.filter(isObject);
  const last = items.findLast(({ type }) => type === 'message' || type === 'function_call');
  const message = last?.type === 'message' && last.role === 'assistant' ? textOf(last) : null;
  return { submitted: items.filter(isSubmission).map((item) => item.arguments), message };
}
