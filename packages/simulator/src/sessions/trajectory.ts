import { answerSuffix, SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import type { Attempt } from '@firefly/domain/reward/answer';
import { answerView } from './answer-view.ts';
import { answerOf } from './call-log.ts';
import type { Session } from './session.ts';

/** How a policy ended: by `submit_answer`, or by a message. */
const ended = ({ submitted, message }: Attempt): object[] =>
  submitted.length > 0
    ? submitted.map((answer) => ({
        role: 'assistant',
        tool_calls: [{ id: 'answer', tool: SUBMIT_ANSWER, arguments: answer }],
      }))
    : message
      ? [{ role: 'assistant', content: message }]
      : [];

/**
 * The rollout as messages in the form of `trajectories.jsonl`: the calls in the order in which they were
 * answered, their answers as model views, and the attempt that was verified last. What the policy wrote
 * between them never came here.
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
        {
          role: 'tool',
          tool_call_id: `c${at + 1}`,
          content: answerView({ kind: call.kind, response: answerOf(session.library, call) }),
        },
      ]),
      ...ended(session.attempt),
    ],
    answers: calls.map(({ meta }) => meta),
    reward: session.reward,
  };
}
