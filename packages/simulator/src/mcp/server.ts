import { REPLAY_META, type ReplayMeta } from '@firefly/contracts/simulator';
import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { isObject, type JsonObject } from '@firefly/domain/json';
import {
  INTERNAL_ERROR,
  INVALID_PARAMS,
  type JSONRPCRequest,
  METHOD_NOT_FOUND,
  ProtocolError,
  type Result,
  Server,
} from '@modelcontextprotocol/server';
import type { Session, SessionAnswer } from '../sessions/session.ts';
import { type Era, inEra } from './era.ts';
import { ANSWER_RECEIVED, type Offer, sessionOffer } from './offer.ts';

/** One client's way to a session. */
export interface Exchange {
  readonly session: Session;
  /** Ends the wait for an answer; by default the cancellation that the connection itself knows of. */
  readonly signal?: AbortSignal;
  /** Told how an error was answered: a JSON-RPC error has no place for it. */
  readonly onErrorAnswer?: (meta: ReplayMeta) => void;
  /** Hears of what went wrong inside, which no client is told. */
  readonly onError: (error: unknown) => void;
}

const ACKNOWLEDGED: Result = { content: [{ type: 'text', text: ANSWER_RECEIVED }] };

/** The recorded result with its meta beside it; an error is thrown. */
function answered(
  { kind, response, meta }: SessionAnswer,
  { onErrorAnswer }: Exchange,
): JsonObject {
  const recorded = JSON.parse(response);
  if (kind === 'error') {
    onErrorAnswer?.(meta);
    throw new ProtocolError(recorded.code, recorded.message, recorded.data);
  }
  return { ...recorded, _meta: { ...recorded._meta, [REPLAY_META]: meta } };
}

/** Answers `tools/call`. Throws a `ProtocolError` for a recorded error, and for what is no call. */
async function call(
  exchange: Exchange,
  { era, offer }: { readonly era: Era; readonly offer: Offer },
  { name, arguments: args = {} }: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Result> {
  const { session } = exchange;
  if (typeof name !== 'string' || !isObject(args))
    throw new ProtocolError(INVALID_PARAMS, 'A call has a name, and arguments that are an object.');
  if (name === SUBMIT_ANSWER && session.options.answer_tool) {
    session.submit(args);
    return ACKNOWLEDGED;
  }
  const tool = offer.byName.get(name);
  // A tool that is not offered was asked for all the same: the session counts it.
  const of =
    tool === undefined ? { server: '', tool: name } : { server: tool.server, tool: tool.name };
  const answer = await session.call({ ...of, arguments: args }, signal);
  if (tool !== undefined || answer.meta.tier !== 'miss')
    return inEra(era, tool, answered(answer, exchange));
  exchange.onErrorAnswer?.(answer.meta);
  throw new ProtocolError(INVALID_PARAMS, `Unknown tool: ${name}`);
}

/**
 * A server of the SDK over an open session. It takes requests by the fallback, for which the SDK has no
 * schemas: those would refuse arguments that the recorded server answered, and rewrite recorded results.
 */
export function sessionServer(exchange: Exchange, era: Era): Server {
  const server = new Server(
    { name: 'firefly-simulator', version: '0.1.0' },
    { capabilities: { tools: {} } },
  );
  const offer = sessionOffer(exchange.session);
  const answer = async (request: JSONRPCRequest, signal: AbortSignal): Promise<Result> => {
    const { method, params = {} } = request;
    if (method === 'tools/list') return { tools: offer.listed };
    if (method === 'tools/call') return call(exchange, { era, offer }, params, signal);
    throw new ProtocolError(METHOD_NOT_FOUND, 'Method not found');
  };
  server.fallbackRequestHandler = async (request, { mcpReq }) => {
    const signal = exchange.signal ?? mcpReq.signal;
    try {
      return await answer(request, signal);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      // Nobody waits any more for what was cancelled.
      if (!signal.aborted) exchange.onError(error);
      throw new ProtocolError(INTERNAL_ERROR, 'The simulator failed here.');
    }
  };
  return server;
}
