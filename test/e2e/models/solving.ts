import type { Json, JsonObject } from '@firefly/domain/json';
import { isObject } from '@firefly/domain/json';
import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { found, isWhole, play } from './play.ts';
import { calling } from './replying.ts';
import { firstSaid, heardIn } from './request.ts';
import { stories } from './stories.ts';

const submit = (answer: JsonObject): ScriptedReply =>
  calling('This is my answer.', [{ tool: 'submit_answer', arguments: answer }]);

/** Something of each field's type: what one says who does not know. */
export function guess({ tools = [] }: ScriptedRequest): ScriptedReply {
  const schema = tools.find(({ name }) => name === 'submit_answer')?.input_schema;
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  const guessed = Object.entries(properties).map(([name, field]): [string, Json] => {
    const type = isObject(field) ? field.type : undefined;
    if (type === 'number' || type === 'integer') return [name, 1];
    return [name, type === 'array' ? [] : type === 'boolean' ? true : 'I do not know'];
  });
  return submit(Object.fromEntries(guessed));
}

/** Solves a task whose story it knows, out of what the tools give it; else it guesses. */
export async function solve(request: ScriptedRequest): Promise<ScriptedReply> {
  const said = firstSaid(request);
  const story = stories.find(({ prompts }) => prompts.some((prompt) => said.includes(prompt)));
  const played = story && (await play(story, heardIn(request)));
  if (story === undefined || played === undefined) return guess(request);
  if (played.next.length > 0) return calling('Let me look that up.', played.next);
  if (!isWhole(story, played)) return guess(request);
  const answer: Record<string, Json> = {};
  for (const { name, expression, kind } of story.fields) {
    const value = (await found(expression, played.values)) ?? null;
    answer[name] = kind === 'list' && !Array.isArray(value) ? [value] : value;
  }
  return submit(answer);
}
