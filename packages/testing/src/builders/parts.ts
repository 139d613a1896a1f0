import { type ListedTool, type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Span, TaskCall } from '@firefly/domain/dataset/task';
import { fingerprint } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';

/** The tools by tool id. */
export const aCatalog = (...tools: readonly Tool[]): ReadonlyMap<string, Tool> =>
  new Map(tools.map((tool) => [toolId(tool), tool]));

/** A tool of a made-up server. Parameters are schemas by name, all of them required unless they have a default. */
export function aTool(
  server: string,
  name: string,
  description: string,
  parameters: Readonly<Record<string, JsonObject>>,
): Tool {
  const required = Object.keys(parameters).filter((key) => parameters[key]?.default === undefined);
  const listed: ListedTool = {
    name,
    description,
    inputSchema: { type: 'object', properties: { ...parameters }, required },
    annotations: { readOnlyHint: true },
  };
  return { ...listed, server, fingerprint: fingerprint(listed) };
}

/** A JSON-RPC result whose text is the observation. */
export const aResult = (observation: Json): Json => ({
  content: [
    {
      type: 'text',
      text: typeof observation === 'string' ? observation : JSON.stringify(observation),
    },
  ],
  isError: false,
});

/** A recorded call of a tool. */
export const aCall = (id: string, tool: Tool, args: JsonObject, observation: Json): TaskCall => ({
  id,
  server: tool.server,
  tool: tool.name,
  fingerprint: tool.fingerprint,
  arguments: args,
  result: aResult(observation),
  observation,
  state_key: null,
  duration_ms: 12,
});

/** The span of the n-th place (from 0) where a text stands in a prompt, in code points. */
export function spanOf(prompt: string, text: string, nth = 0): Span {
  let at = -1;
  for (let seen = 0; seen <= nth; seen += 1) at = prompt.indexOf(text, at + 1);
  if (at < 0) throw new Error(`${JSON.stringify(text)} does not stand in the prompt`);
  const start = Array.from(prompt.slice(0, at)).length;
  return [start, start + Array.from(text).length];
}
