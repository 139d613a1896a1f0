import { answerSuffix } from '@firefly/domain/dataset/golden';
import type { Json } from '@firefly/domain/json';
import { modelView } from '@firefly/domain/observing/model-view';
import { answerOf, type LoggedCall } from './call-log.ts';
import type { Session } from './session.ts';

/** What a model sees of an error of the protocol. */
const errorView = (error: { readonly message?: string }): string => `Error: ${error.message ?? ''}`;

function contentOf(session: Session, call: LoggedCall): string {
  const response = JSON.parse(answerOf(session.library, call)) as Json;
  const failed = call.kind === 'error';
  return failed ? errorView(response as { message?: string }) : modelView(response);
}

/**
 * The rollout as messages in the form of `trajectories.jsonl`: the calls in the order in which they were
 * answered, their answers as model views. What the policy wrote between them never came here.
 */
export function trajectoryOf(session: Session) {
  const { task, calls } = session;
  return {
    task_id: task.id,
    golden: false,
    tools: [...task.tools.keys()],
    messages: [
      { role: 'user', content: task.prompt + answerSuffix(task.answer_schema) },
      ...calls.flatMap((call, at) => [
        {
          role: 'assistant',
          tool_calls: [
            { id: `c${at + 1}`, tool: `${call.server}/${call.tool}`, arguments: call.arguments },
          ],
        },
        { role: 'tool', tool_call_id: `c${at + 1}`, content: contentOf(session, call) },
      ]),
    ],
    answers: calls.map(({ meta }) => meta),
    reward: session.reward,
  };
}
