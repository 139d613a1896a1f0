import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { explore } from './exploring.ts';
import { judge, link, qualify } from './opining.ts';
import { type Asked, askedBy } from './request.ts';
import { guess, solve } from './solving.ts';
import { write } from './writing.ts';

const stages: Readonly<
  Record<Asked, (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>>
> = { qualify, link, explore, write, judge, solve, closed: guess };

/**
 * A scripted model that is good enough: it answers what it reads, as a model would, and nothing else. The
 * same request gets the same reply, whatever came before it.
 */
export const brain = async (request: ScriptedRequest): Promise<ScriptedReply> =>
  stages[askedBy(request)](request);
