import type { ModelBlock, ModelReply, PromptStamp } from '@firefly/contracts/model';
import type { Tool } from '@firefly/domain/catalog/tool';
import type { KnownValues } from '@firefly/domain/exploration/known-values';
import type { MenuPlan, NextStep } from '@firefly/domain/exploration/plan';
import { worthOf } from '@firefly/domain/exploration/worth';
import type { ModelMessage, ModelRequest, ModelTool } from '@firefly/llm/model';
import { CallsMade, type MadeCall } from './explorer/calls.ts';
import { openingOf } from './explorer/opening.ts';
import { BRIEF, offerOf } from './model-tool.ts';
import { readPrompt } from './prompt.ts';
import { assistantContent, heard, resultOf, toolUses } from './replies.ts';
import { shortText } from './shorten.ts';

/** What an exploration may take. */
export interface ExploreLimits {
  /** Calls to servers, failed ones too. */
  readonly calls: number;
  /** Replies of the model. */
  readonly turns: number;
  /** Of one reply. */
  readonly maxTokens: number;
}

export const exploreLimits: ExploreLimits = { calls: 12, turns: 10, maxTokens: 1_500 };

/** What a model explores. */
export interface MenuInput {
  readonly plan: MenuPlan;
  /** The catalog, by tool id. */
  readonly tools: ReadonlyMap<string, Tool>;
  readonly values: readonly KnownValues[];
  readonly limits: ExploreLimits;
}

/** What an exploration needs next: a reply, a call, or nothing more. */
export type ExploreStep = { readonly ask: ModelRequest; readonly stamp: PromptStamp } | NextStep;

/** Distinct observations with something to ask for, at which there is enough to write of. */
const ENOUGH = 4;
/** Successful calls below which nobody could write a task. */
const FEWEST = 2;
const FINISH = 'finish';

const prompt = readPrompt('explore');

const finishTool: ModelTool = {
  name: FINISH,
  description: 'Ends the exploration.',
  input_schema: {
    type: 'object',
    properties: {
      why: { type: 'string', description: 'If little came of it: why, in a few words.' },
    },
  },
};

const stuck = (reason: string): NextStep => ({ stop: 'stuck', reason });

/** What a model gives as its reason, as far as it is one. */
function reasonIn(input: unknown): string {
  const why = typeof input === 'object' && input !== null && 'why' in input ? input.why : '';
  return typeof why === 'string' && why.trim() !== '' ? `: ${shortText(why.trim(), 200)}` : '';
}

/** The end of an exploration that is over: whether anything came of it. */
const endOf = ({ successes }: CallsMade, because: string): NextStep =>
  successes.length >= FEWEST
    ? { stop: 'complete' }
    : stuck(`${because}, and ${successes.length} of its calls succeeded`);

/**
 * The next step of an exploration by a model. Pure: made anew from all replies and calls so far, so a
 * resumed exploration goes on where its events end. A call is made in the order of the model's reply, once
 * its arguments fit; what the model sees of an answer never changes afterwards.
 */
export function exploreNext(
  { plan, tools, values, limits }: MenuInput,
  replies: readonly ModelReply[],
  calls: readonly MadeCall[],
): ExploreStep {
  const menu = plan.tools.flatMap((id) => tools.get(id) ?? []);
  const offer = offerOf(menu, BRIEF);
  if (offer.byName.size === 0) return stuck('no tool of the menu can be offered to a model');
  const opening = openingOf(plan, offer, values);
  const messages: ModelMessage[] = [
    { role: 'user', content: [{ type: 'text', text: opening.text }] },
  ];
  const made = new CallsMade(offer, calls);
  const { said, again, broken } = heard(replies);
  let silent = false;
  for (const reply of said) {
    messages.push({ role: 'assistant', content: assistantContent(reply) });
    const uses = toolUses(reply);
    const results: ModelBlock[] = [];
    for (const use of uses.filter(({ name }) => name !== FINISH)) {
      const answer = made.answer(use);
      if ('call' in answer)
        return made.count < limits.calls ? answer : endOf(made, 'all calls were used up');
      results.push(resultOf(use, answer.text, answer.isError));
    }
    const finish = uses.find(({ name }) => name === FINISH);
    if (finish !== undefined) return endOf(made, `the model finished${reasonIn(finish.input)}`);
    const worth = worthOf(made.successes, opening.known);
    const linked = worth.dependencies > 0 || plan.edges.length === 0;
    if (worth.labelWorthy >= ENOUGH && linked) return { stop: 'complete' };
    if (uses.length === 0 && silent) return endOf(made, 'the model called no tool');
    silent = uses.length === 0;
    const nudge: ModelBlock = { type: 'text', text: `Call a tool, or ${FINISH}.` };
    messages.push({ role: 'user', content: silent ? [nudge] : results });
  }
  if (broken === 'refusal') return stuck('the model refused');
  if (broken === 'cut') return stuck("the model's reply was cut off twice");
  if (replies.length >= limits.turns) return endOf(made, 'all turns were used up');
  return {
    ask: {
      system: prompt.text,
      tools: [...offer.tools, finishTool],
      choice: 'any',
      messages,
      goesOn: true,
      maxTokens: limits.maxTokens * (again ? 2 : 1),
    },
    stamp: prompt.stamp,
  };
}
