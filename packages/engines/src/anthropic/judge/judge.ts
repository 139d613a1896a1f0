import type { Tool } from '@firefly/domain/catalog/tool';
import { criteria, type Opinion } from '@firefly/domain/judging/opinions/opinion';
import { randomOf } from '@firefly/domain/random';
import type { Question } from '../question.ts';
import { rubric } from './criteria.ts';
import { type JudgedTask, shownTask } from './judged-task.ts';
import { type Judgement, opinionTool, readScores } from './scores.ts';

const REPLY_TOKENS = 800;

/** Who judges, and what orders criteria and fields: each task, and each model, in an order of its own. */
export interface Judge {
  /** As the run's configuration names it. */
  readonly model: string;
  readonly seed: number;
}

/** What a judge is asked about a task that passed the checks. `tools` by tool id. */
export function judgeQuestion(
  task: JudgedTask,
  tools: ReadonlyMap<string, Tool>,
  { model, seed }: Judge,
): Question<Judgement> {
  const random = randomOf('judge', seed, model, task.prompt);
  const order = random.shuffle(criteria);
  const shown = shownTask(task, tools, random);
  const listed = order.map((criterion) => rubric.anchors[criterion]).join('\n\n');
  const text = `${shown}\n\nThe criteria:\n\n${listed}`;
  return {
    stamp: rubric.stamp,
    request: {
      system: rubric.system,
      tools: [opinionTool],
      choice: { tool: opinionTool.name },
      messages: [{ role: 'user', content: [{ type: 'text', text }] }],
      maxTokens: REPLY_TOKENS,
    },
    read: readScores,
  };
}

/** What a judge's answer comes to; where there is none, the opinion says why. */
export const opinionOf = (
  { model }: Judge,
  { stamp }: Question<Judgement>,
  outcome: { readonly answer: Judgement } | { readonly failed: string },
): Opinion => ({
  ...{ model, prompt: stamp },
  ...('answer' in outcome ? outcome.answer : { failed: outcome.failed }),
});
