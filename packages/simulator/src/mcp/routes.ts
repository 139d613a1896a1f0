import { isObject } from '@firefly/domain/json';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { REPLAY_HEADER, replayHeader } from '../replay-header.ts';
import type { FindSession } from '../routes/find-session.ts';
import { answerCall, type Exchange } from './calls.ts';
import { type DirectCall, directCall, directReply } from './direct.ts';
import { sessionServer } from './server.ts';
import { sessionOf } from './token.ts';
import { makeUnderWay } from './under-way.ts';
import { answerWith, webRequest } from './web.ts';

/** Why a wait ends: the client is gone, or has cancelled. Made once: an error costs more than an answer. */
const GIVEN_UP = new Error('nobody waits for this call any more');

/** The id of the request that a message cancels. */
function cancelledBy(body: unknown): string | number | undefined {
  if (!isObject(body) || body.method !== 'notifications/cancelled') return undefined;
  const id = isObject(body.params) ? body.params.requestId : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

/**
 * `/mcp` and `/mcp/TOKEN`: MCP over streamable HTTP, both eras, for the session of the token. Nothing is
 * kept between two requests but the session itself, so a client may come by any connection, and a session
 * costs nothing here.
 */
export function mcpRoutes(
  app: FastifyInstance,
  find: FindSession,
  onError: (error: unknown) => void,
): void {
  const exchanges = new WeakMap<Request, Exchange>();
  const underWay = makeUnderWay();
  const handler = createMcpHandler(
    ({ era, requestInfo }) => {
      const exchange = requestInfo && exchanges.get(requestInfo);
      if (exchange === undefined) throw new Error('a request without its exchange');
      return sessionServer(exchange, era);
    },
    // Nothing here ever changes: a subscription would be a connection held for no news.
    { maxSubscriptions: 0 },
  );
  app.addHook('onClose', () => handler.close());

  const answerDirectly = async (exchange: Exchange, call: DirectCall, reply: FastifyReply) => {
    const stop = new AbortController();
    const end = () => stop.abort(GIVEN_UP);
    const forget = underWay.add(exchange.session, call.id, end);
    reply.raw.once('close', end);
    const answer = await answerCall(exchange, call.params, stop.signal);
    reply.raw.off('close', end);
    forget();
    // In the error itself a model might see it.
    if (answer.kind === 'error' && answer.meta)
      reply.header(REPLAY_HEADER, replayHeader(answer.meta));
    return reply.type('application/json').send(directReply(call, answer));
  };

  const post = async (request: FastifyRequest, reply: FastifyReply) => {
    const session = await sessionOf(find, request);
    const exchange = { session, onError };
    const call = directCall(request);
    if (call !== undefined) return answerDirectly(exchange, call, reply);
    const { body } = request;
    if (body === undefined)
      throw new Problem(400, 'Bad request', 'A request has a message of MCP as its body.');
    if (Array.isArray(body))
      throw new Problem(400, 'Bad request', 'Send one message a request: MCP has no batches now.');
    const cancelled = cancelledBy(body);
    if (cancelled !== undefined) underWay.cancel(session, cancelled);
    const asked = webRequest(request);
    exchanges.set(asked, exchange);
    return answerWith(handler, { request: asked, body }, reply);
  };

  const other = async ({ method }: FastifyRequest): Promise<never> => {
    const detail = `${method} has no use here: POST messages.`;
    throw new Problem(405, 'Method not allowed', detail, { allow: 'POST' });
  };

  for (const url of ['/mcp', '/mcp/:token']) {
    app.post(url, post);
    app.route({ method: ['GET', 'DELETE'], url, handler: other });
  }
}
