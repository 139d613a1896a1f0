import type { ModelReply } from '@firefly/contracts/model';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import {
  SUBMIT_ANSWER,
  type TrajectoryCall,
  type TrajectoryMessage,
} from '@firefly/domain/dataset/golden';
import { spoken, type ToolUse } from '../replies.ts';

export const isSubmit = ({ name }: ToolUse): boolean => name === SUBMIT_ANSWER;

/** The calls of a reply by the names of a trajectory: c1, c2, … over the whole attempt, and the answer. */
export function namedCalls(
  uses: readonly ToolUse[],
  before: number,
  byName: ReadonlyMap<string, Tool>,
): TrajectoryCall[] {
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
  tool_calls: readonly TrajectoryCall[],
): TrajectoryMessage[] {
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
