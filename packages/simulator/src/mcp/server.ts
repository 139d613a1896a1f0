import {
  type JSONRPCRequest,
  METHOD_NOT_FOUND,
  ProtocolError,
  type Result,
  Server,
} from '@modelcontextprotocol/server';
import { answerCall, type Exchange } from './calls.ts';
import type { Era } from './era.ts';
import { sessionOffer } from './offer.ts';
import { resultOf } from './result.ts';

/** How the simulator calls itself to clients. */
export const IDENTITY = { name: 'firefly-simulator', version: '0.1.0' } as const;

/**
 * A server of the SDK over an open session. It takes requests by the fallback, for which the SDK has no
 * schemas: those would refuse arguments that the recorded server answered, and rewrite recorded results.
 */
export function sessionServer(exchange: Exchange, era: Era): Server {
  const server = new Server(IDENTITY, { capabilities: { tools: {} } });
  const answer = async (request: JSONRPCRequest, signal: AbortSignal): Promise<Result> => {
    const { method, params = {} } = request;
    if (method === 'tools/list') return { tools: sessionOffer(exchange.session).listed };
    if (method !== 'tools/call') throw new ProtocolError(METHOD_NOT_FOUND, 'Method not found');
    const answered = await answerCall(exchange, params, signal);
    if (answered.kind === 'result') return resultOf(era, answered);
    const { code, message, data } = JSON.parse(answered.response);
    throw new ProtocolError(code, message, data);
  };
  server.fallbackRequestHandler = (request, { mcpReq }) => answer(request, mcpReq.signal);
  return server;
}
