import { isObject } from '@firefly/domain/json';
import type { ScriptedBlock, ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { brain } from '../../e2e/models/brain.ts';
import { calling } from '../../e2e/models/replying.ts';
import { type Asked, askedBy, firstSaid, heardIn, toolNames } from '../../e2e/models/request.ts';

/** The scripted model of the tests, as long-winded as a strong one and never content with few calls. */

/** Calls below which no exploration ends by the model's own will. */
const FEWEST_CALLS = 4;

const THOUGHT =
  'The last result gives me records with names and numbers, and some of these values are what other tools on offer ask for. ' +
  'I will follow one of them next, because a question that needs both results is worth more than one that a single list answers, ' +
  'and I will take a value that really stood in the output.';

const PLAN =
  'These calls hang together by the values that one took from another. I keep to what the outputs really hold, choose records by what they are called or ' +
  'by an extreme that is unique, and let every value that is asked for be computed from them. I leave out what only repeats the question.';

const REASON =
  'The request names everything that has to be looked up, and the answer has just what was asked for.';

/** What it says beside its calls, by stage. */
const said: Readonly<Record<Asked, string>> = {
  ...{ qualify: PLAN, link: PLAN, explore: THOUGHT, write: PLAN, judge: REASON },
  ...{ solve: THOUGHT, closed: REASON },
};

/** Opinions with a reason as long as they may be asked for. */
const wordy = (block: ScriptedBlock): ScriptedBlock => {
  if (block.type !== 'tool_use' || block.name !== 'give_opinion' || !isObject(block.input))
    return block;
  const { scores } = block.input;
  if (!Array.isArray(scores)) return block;
  const longer = scores.map((score) => (isObject(score) ? { ...score, reason: REASON } : score));
  return { ...block, input: { scores: longer } };
};

/** One more call with a value that the opening says to work. */
function anotherCall(request: ScriptedRequest): ScriptedReply | undefined {
  const offered = new Set(toolNames(request));
  const made = new Set(heardIn(request).map(({ tool, arguments: a }) => JSON.stringify([tool, a])));
  for (const [, tool = '', parameter = '', values = ''] of firstSaid(request).matchAll(
    /^(\S+__\S+) \/(\w+): (.+)$/gm,
  ))
    for (const value of JSON.parse(`[${values}]`) as string[]) {
      const input = { [parameter]: value };
      if (offered.has(tool) && !made.has(JSON.stringify([tool, input])))
        return calling(THOUGHT, [{ tool, arguments: input }]);
    }
  return undefined;
}

const finishes = ({ content }: ScriptedReply): boolean =>
  content.some((block) => block.type === 'tool_use' && block.name === 'finish');

export async function wordyBrain(request: ScriptedRequest): Promise<ScriptedReply> {
  const reply = await brain(request);
  const few = finishes(reply) && heardIn(request).length < FEWEST_CALLS;
  const { content } = (few ? anotherCall(request) : undefined) ?? reply;
  const words = said[askedBy(request)];
  return {
    content: content.map((block) =>
      block.type === 'text' ? { type: 'text', text: words } : wordy(block),
    ),
  };
}
