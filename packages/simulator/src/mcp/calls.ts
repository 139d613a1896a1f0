import type { ReplayMeta } from '@firefly/contracts/simulator';
import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { isObject } from '@firefly/domain/json';
import { INTERNAL_ERROR, INVALID_PARAMS } from '@modelcontextprotocol/server';
import type { LibraryTool } from '../library/library.ts';
import type { Session, SessionAnswer } from '../sessions/session.ts';
import { ANSWER_RECEIVED, sessionOffer } from './offer.ts';

/** One client's way to a session. */
export interface Exchange {
  readonly session: Session;
  /** Hears of what went wrong inside, which no client is told. */
  readonly onError: (error: unknown) => void;
}

/** The answer to a call; no meta where it did not go to the session. */
export interface CallAnswer extends Omit<SessionAnswer, 'meta'> {
  readonly meta?: ReplayMeta;
  /** The tool that was called. */
  readonly tool?: LibraryTool;
}

const acknowledged: CallAnswer = {
  kind: 'result',
  response: JSON.stringify({ content: [{ type: 'text', text: ANSWER_RECEIVED }] }),
};

const error = (code: number, message: string): CallAnswer => ({
  kind: 'error',
  response: JSON.stringify({ code, message }),
});

async function called(
  { session }: Exchange,
  { name, arguments: args = {} }: Record<string, unknown>,
  signal: AbortSignal,
): Promise<CallAnswer> {
  if (typeof name !== 'string' || !isObject(args))
    return error(INVALID_PARAMS, 'A call has a name, and arguments that are an object.');
  if (name === SUBMIT_ANSWER && session.options.answer_tool) {
    session.submit(args);
    return acknowledged;
  }
  const tool = sessionOffer(session).byName.get(name);
  if (tool !== undefined) {
    const request = { server: tool.server, tool: tool.name, arguments: args };
    return { ...(await session.call(request, signal)), tool };
  }
  // A tool that is not offered was asked for all the same: the session counts it.
  const answer = await session.call({ server: '', tool: name, arguments: args }, signal);
  const { meta } = answer;
  return meta.tier === 'miss'
    ? { ...error(INVALID_PARAMS, `Unknown tool: ${name}`), meta }
    : answer;
}

/** Answers the `params` of a `tools/call`. Never rejects: what fails here is told to `onError`. */
export async function answerCall(
  exchange: Exchange,
  params: Record<string, unknown>,
  signal: AbortSignal,
): Promise<CallAnswer> {
  try {
    return await called(exchange, params, signal);
  } catch (failure) {
    // Nobody waits any more for what was cancelled.
    if (!signal.aborted) exchange.onError(failure);
    return error(INTERNAL_ERROR, 'The simulator failed here.');
  }
}
