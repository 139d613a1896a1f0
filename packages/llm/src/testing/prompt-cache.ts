import { sha256 } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import type { ScriptedRequest } from './scripted.ts';
import { tokensOf } from './tokens.ts';

/** The beginning of a request up to the end of one of its blocks. */
interface Prefix {
  readonly hash: string;
  readonly tokens: number;
  /** It ends with `cache_control`: it is kept from now on. */
  readonly marked: boolean;
}

/** Input tokens by how they were read, in the API's words. */
export interface InputTokens {
  readonly input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation_input_tokens: number;
}

/** Shorter prefixes are not kept; and how many blocks before a mark a kept one is looked for. */
const SHORTEST = 1_024;
const LOOK_BACK = 20;

/** The provider's cache of prompts: what was read before up to a mark counts as read out of it. */
export function makePromptCache(): (request: ScriptedRequest) => InputTokens {
  const kept = new Set<string>();
  return (request) => {
    const prefixes = prefixesOf(request);
    const marks = prefixes.flatMap(({ marked, tokens }, at) =>
      marked && tokens >= SHORTEST ? [at] : [],
    );
    const within = marks.flatMap((at) => prefixes.slice(Math.max(0, at - LOOK_BACK), at + 1));
    const tokens = (found: Prefix | undefined) => found?.tokens ?? 0;
    const cached = Math.max(0, ...within.filter(({ hash }) => kept.has(hash)).map(tokens));
    const upTo = tokens(prefixes[marks.at(-1) ?? -1]);
    for (const at of marks) kept.add(prefixes[at]?.hash ?? '');
    return {
      input_tokens: tokens(prefixes.at(-1)) - Math.max(upTo, cached),
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: Math.max(0, upTo - cached),
    };
  };
}

function prefixesOf({ model, tools = [], system = [], messages }: ScriptedRequest): Prefix[] {
  const blocks: { readonly of: string; readonly block: JsonObject }[] = [
    ...tools.map((block) => ({ of: 'tools', block })),
    ...system.map((block) => ({ of: 'system', block })),
    ...messages.flatMap(({ role, content }) => content.map((block) => ({ of: role, block }))),
  ];
  let hash = sha256(model);
  let tokens = 0;
  return blocks.map(({ of, block: { cache_control, ...block } }) => {
    const text = JSON.stringify(block);
    hash = sha256(`${hash} ${of} ${text}`);
    tokens += tokensOf(text);
    return { hash, tokens, marked: cache_control !== undefined };
  });
}
