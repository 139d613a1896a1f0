import type { ModelBlock, ModelReply, PromptStamp } from '@firefly/contracts/model';
import type { Tool } from '@firefly/domain/catalog/tool';
import {
  answerSuffix,
  SUBMIT_ANSWER,
  SUBMIT_ANSWER_DESCRIPTION,
  type TrajectoryMessage,
} from '@firefly/domain/dataset/golden';
import type { TaskDraft } from '@firefly/domain/dataset/task';
import { isObject, type JsonObject } from '@firefly/domain/json';
import type { Attempt } from '@firefly/domain/reward/answer';
import type { ModelMessage, ModelRequest } from '@firefly/llm/model';
import { modelSchema } from './model-schema.ts';
import { FULL, offerOf } from './model-tool.ts';
import { readPrompt } from './prompt.ts';
import { assistantContent, heard, resultOf, spoken, type ToolUse, toolUses } from './replies.ts';
import { shortText } from './shorten.ts';
import { assistantMessage, isSubmit, namedCalls } from './solver/trajectory.ts';

/** What an attempt may take. */
export interface SolveLimits {
  /** Replies of the model. */
  readonly turns: number;
  /** Of one reply. */
  readonly maxTokens: number;
}

export const solveLimits: SolveLimits = { turns: 12, maxTokens: 4_096 };

/** What a solver is given. */
export interface SolveInput {
  readonly task: Pick<TaskDraft, 'prompt' | 'answer_schema'>;
  /** The offered tools, needed ones and others; null: a closed book, to see whether tools are needed. */
  readonly tools: readonly Tool[] | null;
  readonly limits: SolveLimits;
}

/** A call to the simulator, and the id by which the trajectory knows it. */
export interface SolverCall {
  readonly id: string;
  readonly tool: Tool;
  readonly arguments: JsonObject;
}

/** The answer to a call: its model view, or the error as a model reads it. */
export interface SolverResult {
  readonly content: string;
  readonly isError: boolean;
}

/** An attempt that is over. Whatever it left is scored; nothing here is trusted. */
export interface EndedAttempt {
  readonly attempt: Attempt;
  readonly how: 'submitted' | 'message' | 'refusal' | 'cut' | 'turns';
  /** The trajectory: what was said, called and answered; no reply that was cut off, and no refusal. */
  readonly messages: readonly TrajectoryMessage[];
}

export type SolveStep =
  | { readonly ask: ModelRequest; readonly stamp: PromptStamp }
  | { readonly call: SolverCall }
  | { readonly ended: EndedAttempt };

const prompts = { open: readPrompt('solve'), closed: readPrompt('solve-closed') };

/** What the simulator is asked, or why a call never reaches it. */
function reachOf(
  { name, input }: ToolUse,
  byName: ReadonlyMap<string, Tool>,
): Pick<SolverCall, 'tool' | 'arguments'> | { readonly error: string } {
  const tool = byName.get(name);
  if (tool === undefined)
    return { error: `Error: there is no tool ${JSON.stringify(shortText(name, 80))}` };
  return isObject(input)
    ? { tool, arguments: input }
    : { error: 'Error: the arguments are no JSON object' };
}

/**
 * The next step of an attempt at a task, by the answer protocol: the prompt with its suffix, native calls,
 * and at the end one call of `submit_answer` or a last message. Pure: made anew from all replies and
 * results so far. `results` answers the calls that this asked for, in order.
 */
export function solveNext(
  { task, tools, limits }: SolveInput,
  replies: readonly ModelReply[],
  results: readonly SolverResult[],
): SolveStep {
  const prompt = tools === null ? prompts.closed : prompts.open;
  const offer = offerOf(tools ?? [], FULL);
  const question = tools === null ? task.prompt : task.prompt + answerSuffix(task.answer_schema);
  const conversation: ModelMessage[] = [
    { role: 'user', content: [{ type: 'text', text: question }] },
  ];
  const messages: TrajectoryMessage[] = [{ role: 'user', content: question }];
  const { said, again, broken } = heard(replies);
  let calls = 0;
  let answered = 0;
  const ended = (how: EndedAttempt['how'], attempt: Attempt = { submitted: [] }): SolveStep => ({
    ended: { attempt, how, messages },
  });
  for (const reply of said) {
    const uses = toolUses(reply);
    const named = namedCalls(uses, calls, offer.byName);
    messages.push(...assistantMessage(reply, named));
    if (uses.length === 0) return ended('message', { submitted: [], message: spoken(reply) });
    const blocks: ModelBlock[] = [];
    for (const [at, use] of uses.entries()) {
      if (isSubmit(use)) continue;
      const id = named[at]?.id ?? '';
      const reach = reachOf(use, offer.byName);
      const result = 'error' in reach ? undefined : results[answered];
      if (!('error' in reach) && result === undefined) return { call: { id, ...reach } };
      if (result !== undefined) answered += 1;
      const content = result?.content ?? ('error' in reach ? reach.error : '');
      messages.push({ role: 'tool', tool_call_id: id, content });
      blocks.push(resultOf(use, content, result?.isError ?? true));
    }
    calls += uses.length;
    const submitted = uses.filter(isSubmit).map(({ input }) => input);
    if (submitted.length > 0) return ended('submitted', { submitted });
    conversation.push(
      { role: 'assistant', content: assistantContent(reply) },
      { role: 'user', content: blocks },
    );
  }
  if (broken !== null) return ended(broken);
  if (replies.length >= limits.turns) return ended('turns');
  const submit = {
    name: SUBMIT_ANSWER,
    description: SUBMIT_ANSWER_DESCRIPTION,
    input_schema: modelSchema(task.answer_schema, FULL.parameter) ?? { type: 'object' },
  };
  return {
    ask: {
      system: prompt.text,
      tools: [...offer.tools, submit],
      choice: 'auto',
      messages: conversation,
      goesOn: true,
      maxTokens: limits.maxTokens * (again ? 2 : 1),
    },
    stamp: prompt.stamp,
  };
}
