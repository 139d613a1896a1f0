import { type TrlSftRow, trlSftRow } from '@firefly/contracts/export';
import { functionCalls, functionTools, type Target } from './target.ts';

/** Supervised fine-tuning with TRL: its chat templates write arguments themselves, so they are objects. */
export const trlSft: Target = {
  title: 'TRL SFT',
  arguments: 'objects',
  schema: trlSftRow,
  columns: { messages: 'json-list', tools: 'json-text' },
  row: ({ messages, tools }): TrlSftRow => ({
    messages: messages.map((message) =>
      message.role === 'assistant'
        ? {
            role: 'assistant',
            content: '',
            tool_calls: functionCalls(message.tool_calls, (args) => args),
          }
        : message,
    ),
    tools: functionTools(tools),
  }),
};
