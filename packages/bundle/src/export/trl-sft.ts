import { type TrlSftRow, trlSftRow } from '@firefly/contracts/export';
import type { JsonObject } from '@firefly/domain/json';
import { functionCalls, functionTools, type Target } from './target.ts';

/** Supervised fine-tuning with TRL: its chat templates write arguments themselves, so they are objects. */
export const trlSft: Target = {
  title: 'TRL SFT',
  arguments: 'objects',
  schema: trlSftRow,
  columns: { messages: 'json-list', tools: 'json-text' },
  marks: true,
  row: ({ messages, tools }): TrlSftRow => ({
    messages: messages.map((message) =>
      message.role === 'assistant'
        ? {
            role: 'assistant',
            content: message.content ?? '',
            ...(message.tool_calls && {
              // The schema of the row refuses what is no object.
              tool_calls: functionCalls(message.tool_calls, (args) => args as JsonObject),
            }),
          }
        : message,
    ),
    tools: functionTools(tools),
  }),
};
