import type { ModelReply } from '@firefly/contracts/model';
import { oneLine } from '@firefly/domain/words/one-line';
import type { ModelRequest } from '@firefly/llm/model';
import { fenced } from '../fence.ts';
import { answeredWith } from '../repaired.ts';

const PROBLEMS = 4;
const PROBLEM_CHARACTERS = 320;

/**
 * The one request for repair: the conversation, and what is wrong with each bad task of the reply. What the
 * checks say may quote servers, so it stands between marks.
 */
export function repairRequest(
  request: ModelRequest,
  reply: ModelReply,
  problems: readonly (readonly string[])[],
): ModelRequest {
  const bad = problems.flatMap((each, at) => {
    const lines = each
      .slice(0, PROBLEMS)
      .map((problem) => `- ${oneLine(problem, PROBLEM_CHARACTERS)}`);
    return lines.length === 0 ? [] : [`task ${at + 1}:\n${lines.join('\n')}`];
  });
  const good = problems.filter((each) => each.length === 0).length;
  const text = [
    good === 0 ? 'No task was accepted.' : `${good} of ${problems.length} tasks were accepted.`,
    fenced('problems', bad.join('\n')),
    'Call the tool once more with the corrected versions of these tasks alone, in this order. Leave out what cannot be corrected.',
  ].join('\n');
  return answeredWith(request, reply, text);
}
