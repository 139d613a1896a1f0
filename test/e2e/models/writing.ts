import type { Json, JsonObject } from '@firefly/domain/json';
import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { badTask } from './bad-tasks.ts';
import { isWhole, type Played, play } from './play.ts';
import { calling } from './replying.ts';
import { firstSaid, type Heard, lastSaid, readValue } from './request.ts';
import type { Story } from './stories/story.ts';
import { inOrderOf, promptOf, stories, whim } from './stories.ts';

const FENCED = /<(data-\d+) name="(c\d+)">\n([\s\S]*?)\n<\/\1>/g;
/** It names a tool, which a check is against; told so, the model leaves that out. */
const SLIP = 'With files__read_text_file, please. ';

/** The calls as a writer is shown them. */
export function shownIn(text: string): Heard[] {
  return [...text.matchAll(FENCED)].flatMap(([, , , shown = '']) => {
    const [head = '', ...lines] = shown.split('\n');
    const [, tool = '', args = ''] = /^(\S+) (.*)$/.exec(head) ?? [];
    const about = lines[0]?.startsWith('(') === true ? 1 : 0;
    const value = readValue(lines.slice(about).join('\n'));
    const read = readValue(args);
    return [{ tool, arguments: read as JsonObject, value, failed: false }];
  });
}

/** A story's expression with the calls as the exploration numbers them. */
const renamed = (expression: string, { places }: Played): string =>
  expression.replace(/\$\$\.c(\d+)/g, (_, at) => `$$.c${(places[Number(at) - 1] ?? 0) + 1}`);

function taskOf(story: Story, played: Played, prompt: string): JsonObject {
  const { calls, fields, bindings = [], template } = story;
  return {
    prompt,
    fields: fields.map(({ kind = 'scalar', expression, ...field }) => ({
      ...{ ...field, kind, expression: renamed(expression, played) },
    })),
    flows: calls.flatMap(({ flows = {} }, at) =>
      Object.entries(flows).map(([argument, expression]) => ({
        to: `c${(played.places[at] ?? 0) + 1}`,
        argument,
        expression: renamed(expression, played),
      })),
    ),
    bindings: bindings.map((binding) => ({ ...binding })),
    answer_template: template,
  };
}

/** What can be told of these calls, each story with its task. */
async function tellable(text: string): Promise<JsonObject[]> {
  const shown = shownIn(text);
  const told: JsonObject[] = [];
  for (const story of inOrderOf(text, stories)) {
    const played = await play(story, shown);
    if (played !== undefined && isWhole(story, played))
      told.push(taskOf(story, played, promptOf(story, text)));
  }
  return told;
}

const slips = (task: JsonObject): boolean => whim(String(task.prompt)) % 3 === 0;
const slipped = (task: JsonObject): JsonObject =>
  slips(task) ? { ...task, prompt: `${SLIP}${task.prompt}` } : task;

/** The tasks that something was said against: mended where it was a slip, else once more the same. */
function mended({ messages }: ScriptedRequest, against: readonly number[]): Json[] {
  const said = messages
    .flatMap(({ role, content }) => (role === 'assistant' ? content : []))
    .findLast(({ type }) => type === 'tool_use');
  const { tasks = [] } = (said?.input ?? {}) as { tasks?: JsonObject[] };
  return against.flatMap((number) => {
    const task = tasks[number - 1];
    if (task === undefined) return [];
    const prompt = String(task.prompt ?? '');
    return [prompt.startsWith(SLIP) ? { ...task, prompt: prompt.slice(SLIP.length) } : task];
  });
}

/** Proposes what it can tell of, and about as much again that no check may let pass. */
export async function write(request: ScriptedRequest): Promise<ScriptedReply> {
  const text = firstSaid(request);
  const against = [...lastSaid(request).matchAll(/^task (\d+):$/gm)].map(([, at]) => Number(at));
  if (against.length > 0)
    return calling('I see.', [
      { tool: 'propose_tasks', arguments: { tasks: mended(request, against) } },
    ]);
  const most = Number(/Write up to (\d+) tasks/.exec(text)?.[1] ?? 2);
  const good = (await tellable(text)).map(slipped);
  const bad = [0, 1].map((at) => badTask(shownIn(text), whim(`${text} ${at}`)));
  const [first, ...others] = good;
  const tasks = [...(first === undefined ? [] : [first]), bad[0], ...others, bad[1]];
  const proposed = tasks.filter((task) => task !== undefined).slice(0, most);
  return calling('These come to mind.', [
    { tool: 'propose_tasks', arguments: { tasks: proposed } },
  ]);
}
