import { isObject, type Json, type JsonObject } from '@firefly/domain/json';
import type { ScriptedRequest } from '@firefly/llm/testing/scripted';

/** What a request is about; `closed` is a solver without tools. */
export type Asked = 'qualify' | 'link' | 'explore' | 'write' | 'judge' | 'solve' | 'closed';

const marks: readonly (readonly [tool: string, asked: Asked])[] = [
  ['sort_tools', 'qualify'],
  ['list_edges', 'link'],
  ['finish', 'explore'],
  ['propose_tasks', 'write'],
  ['give_opinion', 'judge'],
];

export const toolNames = ({ tools = [] }: ScriptedRequest): string[] =>
  tools.map(({ name }) => String(name));

/** The stage that asks, as its tools tell. */
export function askedBy(request: ScriptedRequest): Asked {
  const names = toolNames(request);
  const mark = marks.find(([tool]) => names.includes(tool));
  if (mark !== undefined) return mark[1];
  if (!names.includes('submit_answer')) throw new Error(`nobody asks with ${names.join(', ')}`);
  return names.length === 1 ? 'closed' : 'solve';
}

const textsOf = (content: readonly JsonObject[]): string =>
  content.flatMap(({ type, text }) => (type === 'text' ? [String(text)] : [])).join('\n');

/** What the user said first, and last. */
export const firstSaid = ({ messages }: ScriptedRequest): string =>
  textsOf(messages[0]?.content ?? []);
export const lastSaid = ({ messages }: ScriptedRequest): string => {
  const content = messages.at(-1)?.content ?? [];
  return [textsOf(content), ...content.map((block) => String(block.content ?? ''))].join('\n');
};

/** A text as the value that it is. */
export function readValue(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A call of the conversation that was answered. */
export interface Heard {
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly value: Json;
  readonly failed: boolean;
}

/** The calls of the conversation with what they gave. */
export function heardIn({ messages }: ScriptedRequest): Heard[] {
  const blocks = messages.flatMap(({ content }) => content);
  const results = new Map(
    blocks.flatMap((block) =>
      block.type === 'tool_result' ? [[String(block.tool_use_id), block] as const] : [],
    ),
  );
  return blocks.flatMap(({ type, id, name, input }) => {
    const result = type === 'tool_use' ? results.get(String(id)) : undefined;
    if (result === undefined || !isObject(input)) return [];
    const value = readValue(String(result.content));
    return [{ tool: String(name), arguments: input, value, failed: result.is_error === true }];
  });
}
