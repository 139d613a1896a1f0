import { type OpenaiRow, openaiRow } from '@firefly/contracts/export';
import { functionCalls, functionTools, type Target } from './target.ts';

/** Fine-tuning in the form of OpenAI's chat API: arguments are JSON texts, as its models write them. */
export const openai: Target = {
  title: 'OpenAI fine-tuning',
  arguments: 'texts',
  schema: openaiRow,
  columns: { messages: 'json-list', tools: 'json-text', parallel_tool_calls: 'boolean' },
  marks: false,
  row: ({ messages, tools }): OpenaiRow => ({
    messages: messages.map((message) =>
      message.role === 'assistant'
        ? {
            role: 'assistant',
            ...(message.content !== undefined && { content: message.content }),
            ...(message.tool_calls && {
              tool_calls: functionCalls(message.tool_calls, (args) => JSON.stringify(args)),
            }),
          }
        : message,
    ),
    tools: functionTools(tools),
    parallel_tool_calls: messages.some(
      (message) => message.role === 'assistant' && (message.tool_calls?.length ?? 0) > 1,
    ),
  }),
};
