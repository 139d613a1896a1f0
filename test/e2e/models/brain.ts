import { sha256 } from '@firefly/domain/identity';
import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { explore } from './exploring.ts';
import { judge, link, qualify } from './opining.ts';
import { type Asked, askedBy } from './request.ts';
import { guess, solve } from './solving.ts';
import { write } from './writing.ts';

const stages: Readonly<
  Record<Asked, (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>>
> = { qualify, link, explore, write, judge, solve, closed: guess };

/** Calls by ids that are made of what was asked, so that a conversation is the same in every run. */
const withIds = (reply: ScriptedReply, request: ScriptedRequest): ScriptedReply => ({
  ...reply,
  content: reply.content.map((block, at) =>
    block.type === 'tool_use'
      ? { ...block, id: `toolu_${sha256(JSON.stringify(request)).slice(0, 16)}_${at}` }
      : block,
  ),
});

/**
 * A scripted model that is good enough: it answers what it reads, as a model would, and nothing else. The
 * same request gets the same reply, whatever came before it.
 */
export const brain = async (request: ScriptedRequest): Promise<ScriptedReply> =>
  withIds(await stages[askedBy(request)](request), request);
