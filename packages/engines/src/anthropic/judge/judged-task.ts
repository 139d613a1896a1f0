import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Random } from '@firefly/domain/random';
import { fenced } from '../fence.ts';
import { shownTool } from '../shown-tool.ts';

/** What a judge sees of a task: with each value how it is computed, as no check reads the prompt's meaning. */
export type JudgedTask = Pick<
  TaskDraft,
  'prompt' | 'answer' | 'answer_template' | 'fields' | 'calls'
>;

/** Characters of a request, a value and the sentence that are shown: longer ones are no plain tasks. */
const REQUEST = 4000;
const VALUE = 300;
const EXPRESSION = 400;
const ARGUMENTS = 200;

const bounded = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;

const idOf = ({ server, tool }: TaskDraft['calls'][number]): string =>
  toolId({ server, name: tool });

/** The task as data; fields in an order of their own. `tools` by tool id. */
export function shownTask(
  task: JudgedTask,
  tools: ReadonlyMap<string, Tool>,
  random: Random,
): string {
  const fields = random.shuffle(task.fields).map(({ name, expression }) => {
    const value = bounded(JSON.stringify(task.answer[name] ?? null), VALUE);
    return `${name}: ${value}, computed as ${bounded(expression, EXPRESSION)}`;
  });
  const needed = [...new Set(task.calls.map(idOf))].map((id) => {
    const tool = tools.get(id);
    return tool === undefined ? functionName(id) : shownTool(tool);
  });
  const made = task.calls.map(
    (call) =>
      `${call.id} ${functionName(idOf(call))} ${bounded(JSON.stringify(call.arguments), ARGUMENTS)}`,
  );
  return [
    fenced('request', bounded(task.prompt, REQUEST)),
    fenced('fields', fields.join('\n')),
    fenced('sentence', bounded(task.answer_template, REQUEST)),
    fenced('tools', needed.join('\n')),
    fenced('calls', made.join('\n')),
  ].join('\n');
}
