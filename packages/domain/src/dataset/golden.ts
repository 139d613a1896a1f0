import { canonicalJson } from '../identity.ts';
import type { Json, JsonObject } from '../json.ts';
import { modelView } from '../observing/model-view.ts';
import type { TaskDraft } from './task.ts';

/** Version of the text that `answerSuffix` puts behind a prompt. */
export const ANSWER_SUFFIX_VERSION = 1;

/** The tool by which a solver ends its attempt. Its parameters are the task's answer schema. */
export const SUBMIT_ANSWER = 'submit_answer';

/** What a model is told about that tool. */
export const SUBMIT_ANSWER_DESCRIPTION =
  'Submits the answer to the question. Call it once, at the end.';

/** A call in a trajectory. Those of a golden one have objects as arguments; a model may write anything. */
export interface TrajectoryCall {
  readonly id: string;
  readonly tool: string;
  readonly arguments: Json;
}

/**
 * A message of a trajectory in the inner form: tools as `server/tool`, arguments as JSON values. An assistant
 * says something, calls something, or both; in a golden trajectory it only calls.
 */
export type TrajectoryMessage =
  | { readonly role: 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content?: string | undefined;
      readonly tool_calls?: readonly TrajectoryCall[] | undefined;
    }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

/** What every solver is told behind the prompt: how to end, and the shape of the answer. */
export const answerSuffix = (answerSchema: JsonObject): string =>
  `\n\nUse the tools to find out. Then call ${SUBMIT_ANSWER} once, with arguments of this JSON Schema:\n${canonicalJson(answerSchema)}`;

/** The needed calls replayed: one call a turn, each answered with its model view, then the answer. */
export function goldenTrajectory(
  task: Pick<TaskDraft, 'prompt' | 'answer' | 'answer_schema' | 'calls'>,
): TrajectoryMessage[] {
  const turns = task.calls.flatMap((call): TrajectoryMessage[] => [
    {
      role: 'assistant',
      tool_calls: [{ id: call.id, tool: `${call.server}/${call.tool}`, arguments: call.arguments }],
    },
    { role: 'tool', tool_call_id: call.id, content: modelView(call.result) },
  ]);
  return [
    { role: 'user', content: task.prompt + answerSuffix(task.answer_schema) },
    ...turns,
    {
      role: 'assistant',
      tool_calls: [{ id: 'answer', tool: SUBMIT_ANSWER, arguments: task.answer }],
    },
  ];
}
