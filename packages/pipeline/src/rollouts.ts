import type { Attempted as AttemptRow } from '@firefly/bundle/rows';
import type { RolloutRow } from '@firefly/contracts/bundle';
import { failureOf } from '@firefly/contracts/failure';
import type { PromptStamp } from '@firefly/contracts/model';
import { type ModelSpec, modelsOf } from '@firefly/contracts/model-spec';
import type { Run } from '@firefly/db/repositories/runs';
import type { Tool } from '@firefly/domain/catalog/tool';
import { type Rollouts, rolloutsOf } from '@firefly/domain/dataset/rollouts';
import type { CheckResult, Task } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import { replyView } from '@firefly/domain/observing/reply-view';
import { measuredLevel } from '@firefly/domain/solving/measured-level';
import { closedBook, solvable } from '@firefly/domain/solving/verdicts';
import {
  type EndedAttempt,
  type SolveInput,
  type SolverResult,
  solveLimits,
  solveNext,
} from '@firefly/engines/anthropic/solver';
import { openSession } from '@firefly/simulator/client';
import { makeAsker } from './asker.ts';
import type { Dependencies } from './dependencies.ts';

/** One attempt at a task, as it is kept with its candidate. */
export type Attempted = Pick<AttemptRow, 'messages' | 'answers' | 'reward'>;

type Reward = RolloutRow['reward'];

/** What a model made of a task. */
export interface Solved {
  readonly model: string;
  /** Of the attempts with tools; undefined where none was made. */
  readonly prompt: PromptStamp | undefined;
  readonly attempts: readonly Attempted[];
  /** The rewards of attempts without tools. */
  readonly closedBook: readonly Reward[];
  /** Why there are fewer attempts than were asked for. */
  readonly unfinished?: string;
}

/** Where attempts are made, and of what. */
interface Place {
  readonly run: Run;
  readonly task: Task;
  readonly url: string;
  readonly model: string;
}

/** One attempt, in a session of its own; its replies are events of `owner`. */
async function attempt(
  deps: Pick<Dependencies, 'db' | 'models'>,
  { run, task, url, model }: Place,
  owner: string,
  tools: readonly Tool[] | null,
  signal: AbortSignal,
): Promise<Attempted & { readonly prompt: PromptStamp | undefined }> {
  const input: SolveInput = { task, tools, limits: solveLimits };
  const asker = makeAsker(deps, { run, owner, stage: 'solve', model });
  const session = await openSession(url, task.id);
  const replies: Parameters<typeof solveNext>[1][number][] = [];
  const results: SolverResult[] = [];
  const answers: RolloutRow['answers'] = [];
  let prompt: PromptStamp | undefined;
  const scored = async ({ attempt: left, messages }: EndedAttempt) => ({
    ...{ messages, answers, prompt, reward: await session.verify(left) },
  });
  try {
    for (;;) {
      signal.throwIfAborted();
      const step = solveNext(input, replies, results);
      if ('ended' in step) return await scored(step.ended);
      if ('ask' in step) {
        prompt = step.stamp;
        replies.push(await asker.ask(step.ask, step.stamp, signal));
        continue;
      }
      const { id, tool, arguments: args } = step.call;
      const { result, error, meta } = await session.call(tool.server, tool.name, args);
      answers.push({ call: id, ...meta });
      results.push({
        content:
          result === undefined ? replyView('error', error ?? null) : replyView('result', result),
        isError: result === undefined || isErrorResult(result),
      });
    }
  } finally {
    await session.close();
  }
}

const isErrorResult = (result: Json): boolean =>
  typeof result === 'object' && result !== null && 'isError' in result && result.isError === true;

/**
 * Attempts of a model at a task in the simulator, over its public interface, and without any tool. Where
 * something ends them, a budget or a request that is refused, those that were made count.
 */
export async function solvedBy(
  deps: Pick<Dependencies, 'db' | 'models'>,
  spec: ModelSpec,
  place: Omit<Place, 'model'> & { readonly owner: string; readonly tools: readonly Tool[] },
  signal: AbortSignal,
): Promise<Solved> {
  const model = modelsOf(spec).solve;
  const at = { ...place, model };
  const attempts: Attempted[] = [];
  const closed: Reward[] = [];
  let prompt: PromptStamp | undefined;
  let unfinished: string | undefined;
  try {
    for (let k = 0; k < spec.closed_book; k += 1) {
      const { reward } = await attempt(deps, at, `${place.owner}/closed/${k}`, null, signal);
      closed.push(reward);
      // Nobody needs tools for it: it is no task, whatever a solver makes of it.
      if (reward.reward === 1) break;
    }
    for (let k = 0; k < spec.rollouts && !closed.some(({ reward }) => reward === 1); k += 1) {
      const made = await attempt(deps, at, `${place.owner}/${k}`, place.tools, signal);
      const { messages, answers, reward } = made;
      prompt ??= made.prompt;
      attempts.push({ messages, answers, reward });
    }
  } catch (error) {
    // One task that cannot be tried is no reason to lose the run; what is passing is tried again.
    const { kind, message } = failureOf(error);
    if (kind !== 'permanent') throw error;
    unfinished = message;
  }
  const solved = { model, prompt, attempts, closedBook: closed };
  return unfinished === undefined ? solved : { ...solved, unfinished };
}

const wholes = (rewards: readonly { readonly reward: number }[]): number =>
  rewards.filter(({ reward }) => reward === 1).length;

/** What is kept of attempts in a row of `tasks.jsonl`; undefined where none was made with tools. */
export function rolloutsIn(solved: Solved | null): Rollouts | undefined {
  if (solved === null || solved.prompt === undefined) return undefined;
  const { model, prompt, attempts, closedBook: closed } = solved;
  return rolloutsOf(
    { model, prompt },
    { n: attempts.length, passed: wholes(attempts.map(({ reward }) => reward)) },
    { n: closed.length, passed: wholes(closed) },
  );
}

/** How hard a task was for the solver; null where nothing was measured. */
export const measuredIn = (solved: Solved | null) => {
  const rollouts = rolloutsIn(solved);
  return rollouts === undefined ? null : measuredLevel(rollouts);
};

/** The checks that attempts decide; none where none were made. */
export function solvingChecks(solved: Solved | null): CheckResult[] {
  if (solved === null) return [];
  const rewards = solved.attempts.map(({ reward }) => reward);
  const open = rewards.length === 0 ? [] : [solvable(rewards)];
  const closed = solved.closedBook.length === 0 ? [] : [closedBook(solved.closedBook)];
  // Fewer attempts than were asked for show what they show, and nothing by what they do not.
  const shown = solved.unfinished === undefined ? open : open.filter(({ passed }) => passed);
  return [...shown, ...closed];
}

/** The attempts at a task as rows of `trajectories.jsonl` are made of. */
export function attemptsIn(solved: Solved | null): AttemptRow[] {
  const { model, prompt, attempts = [] } = solved ?? {};
  if (model === undefined || prompt === undefined) return [];
  return attempts.map((made, at) => ({ ...made, model, prompt, attempt: at + 1 }));
}
