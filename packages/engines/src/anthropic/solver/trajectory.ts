import type { ModelReply } from '@firefly/contracts/model';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import type { Json } from '@firefly/domain/json';
import { spoken, type ToolUse } from '../replies.ts';

/** A call of an attempt in the inner form. A model may write anything where an object is asked for. */
export interface AttemptCall {
  readonly id: string;
  /** `server/tool`; whatever the model wrote where it is neither offered nor `submit_answer`. */
  readonly tool: string;
  readonly arguments: Json;
}

/** A message of an attempt in the inner form: an assistant says something, calls something, or both. */
export type AttemptMessage =
  | { readonly role: 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content?: string;
      readonly tool_calls?: readonly AttemptCall[];
    }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

export const isSubmit = ({ name }: ToolUse): boolean => name === SUBMIT_ANSWER;

/** The calls of a reply by the names of a trajectory: c1, c2, … over the whole attempt, and the answer. */
export function namedCalls(
  uses: readonly ToolUse[],
  before: number,
  byName: ReadonlyMap<string, Tool>,
): AttemptCall[] {
  let calls = before;
  let answers = 0;
  return uses.map((use) => {
    const tool = byName.get(use.name);
    if (isSubmit(use)) answers += 1;
    else calls += 1;
    const id = isSubmit(use) ? `answer${answers > 1 ? answers : ''}` : `c${calls}`;
    return { id, tool: tool === undefined ? use.name : toolId(tool), arguments: use.input };
  });
}

/** What a reply says and calls, as a message. One with neither leaves no trace. */
export function assistantMessage(
  reply: ModelReply,
  tool_calls: readonly AttemptCall[],
): AttemptMessage[] {
  const content = spoken(reply);
  if (content === '' && tool_calls.length === 0) return [];
  return [
    {
      role: 'assistant',
      ...(content === '' ? {} : { content }),
      ...(tool_calls.length === 0 ? {} : { tool_calls }),
    },
  ];
}
