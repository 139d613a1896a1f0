import type { TaskCall } from '@firefly/domain/dataset/task';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { traceFlows } from '@firefly/domain/synthesis/trace';
import { readPrompt } from '../prompt.ts';
import type { Question } from '../question.ts';
import { type ReadTask, readTasks } from './model-task.ts';
import { PROPOSE } from './propose-tool.ts';
import { showExploration } from './show-exploration.ts';
import { voicesOf } from './voices.ts';

/** What a writer is given. */
export interface WriteInput {
  /** Calls that succeeded, numbered c1, c2, … in the order of calling. */
  readonly calls: readonly TaskCall[];
  /** What the checks know: a writer is told what they would refuse anyhow. */
  readonly context: JudgingContext;
  readonly seed: number;
  /** Tasks asked for, at most. */
  readonly count: number;
  /** Of the prompts, by its English name. */
  readonly language: string;
}

const PROMPT = readPrompt('write');
/** Tokens that a task takes when it is written, with room to spare, and for what stands around tasks. */
const TASK_TOKENS = 900;
const AROUND = 600;

/** Asks for tasks about an exploration. */
export function writeQuestion(input: WriteInput): Question<readonly ReadTask[]> {
  const { calls, context, seed, count, language } = input;
  const traces = traceFlows(calls, context.tools);
  const voices = voicesOf(seed, count).map(
    ({ style, persona }, at) => `${at + 1}. ${persona}; ${style}.`,
  );
  const text = [
    showExploration(calls, traces, context),
    `Write up to ${count} tasks, with prompts and templates in ${language}. Who asks, and how; let another ask what this one never would:`,
    voices.join('\n'),
  ].join('\n\n');
  return {
    stamp: PROMPT.stamp,
    request: {
      system: PROMPT.text,
      tools: [PROPOSE],
      choice: { tool: PROPOSE.name },
      messages: [{ role: 'user', content: [{ type: 'text', text }] }],
      // More than every third writing is repaired: then the exploration comes out of the cache.
      goesOn: true,
      maxTokens: AROUND + count * TASK_TOKENS,
    },
    read: readTasks,
  };
}
