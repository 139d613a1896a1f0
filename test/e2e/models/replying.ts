import type { Json, JsonObject } from '@firefly/domain/json';
import type { ScriptedBlock, ScriptedReply } from '@firefly/llm/testing/scripted';

/** A reply that calls these tools, with a few words before them. */
export const calling = (
  words: string,
  calls: readonly { readonly tool: string; readonly arguments: Json | JsonObject }[],
): ScriptedReply => ({
  content: [
    { type: 'text', text: words },
    ...calls.map(
      ({ tool, arguments: input }): ScriptedBlock => ({
        ...{ type: 'tool_use', name: tool, input: input as JsonObject },
      }),
    ),
  ],
});
