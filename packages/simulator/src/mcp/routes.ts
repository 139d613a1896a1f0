import type { ReplayMeta } from '@firefly/contracts/simulator';
import { isObject } from '@firefly/domain/json';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { REPLAY_HEADER, replayHeader } from '../replay-header.ts';
import type { FindSession } from '../routes/find-session.ts';
import type { Session } from '../sessions/session.ts';
import { type Exchange, sessionServer } from './server.ts';
import { makeUnderWay, type UnderWay } from './under-way.ts';

const HOW =
  'Open a session with POST /v1/sessions and give its token: as "Authorization: Bearer TOKEN", or in the address /mcp/TOKEN.';

/** The session that a request names. Rejects with a `Problem` where there is none. */
async function sessionOf(find: FindSession, { params, headers }: FastifyRequest): Promise<Session> {
  const inAddress = (params as { token?: string }).token;
  const token = inAddress ?? /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const session = token === undefined ? undefined : await find(token);
  if (session !== undefined) return session;
  if (inAddress !== undefined)
    throw new Problem(404, 'No such session', `No session of this address is open. ${HOW}`);
  if (token === undefined)
    throw new Problem(401, 'No session', HOW, { 'www-authenticate': 'Bearer' });
  const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
  throw new Problem(401, 'No such session', `No session of this token is open. ${HOW}`, challenge);
}

/** What the message of a request is about: a call that may wait, or the cancellation of one. */
function watch(
  { session, underWay, end }: { session: Session; underWay: UnderWay; end: () => void },
  body: unknown,
): (() => void) | undefined {
  if (!isObject(body)) return undefined;
  const { id, method, params } = body;
  if (method === 'tools/call' && (typeof id === 'string' || typeof id === 'number'))
    return underWay.add(session, id, end);
  if (method === 'notifications/cancelled' && isObject(params)) {
    const { requestId } = params;
    if (typeof requestId === 'string' || typeof requestId === 'number')
      underWay.cancel(session, requestId);
  }
  return undefined;
}

/** A request without its body, which is parsed already. */
function webRequest({ headers, method }: FastifyRequest): Request {
  const plain = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string') plain.set(name, value);
  return new Request('http://localhost/mcp', { method, headers: plain });
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

  const post = async (request: FastifyRequest, reply: FastifyReply) => {
    const session = await sessionOf(find, request);
    const { body } = request;
    if (Array.isArray(body))
      throw new Problem(400, 'Bad request', 'Send one message a request: MCP has no batches now.');
    const stop = new AbortController();
    const end = () => stop.abort();
    const asked = webRequest(request);
    // In the error itself a model might see it.
    const onErrorAnswer = (meta: ReplayMeta) => reply.header(REPLAY_HEADER, replayHeader(meta));
    exchanges.set(asked, { session, signal: stop.signal, onErrorAnswer, onError });
    const forget = watch({ session, underWay, end }, body);
    reply.raw.once('close', end);
    try {
      const response = await handler.fetch(asked, { parsedBody: body });
      const text = await response.text();
      const type = response.headers.get('content-type');
      if (type !== null) reply.type(type);
      return reply.code(response.status).send(text);
    } finally {
      forget?.();
    }
  };

  const other = async ({ method }: FastifyRequest): Promise<never> => {
    const allow = { allow: 'POST' };
    throw new Problem(
      405,
      'Method not allowed',
      `${method} has no use here: POST messages.`,
      allow,
    );
  };

  for (const url of ['/mcp', '/mcp/:token']) {
    app.post(url, post);
    app.route({ method: ['GET', 'DELETE'], url, handler: other });
  }
}
