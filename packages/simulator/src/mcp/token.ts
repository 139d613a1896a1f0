import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import type { FindSession } from '../routes/find-session.ts';
import type { Session } from '../sessions/session.ts';

const HOW =
  'Open a session with POST /v1/sessions and give its token: as "Authorization: Bearer TOKEN", or in the address /mcp/TOKEN.';

/**
 * The session that a request names, in its address or else as a bearer token. Rejects with a `Problem` where
 * there is none.
 */
export async function sessionOf(
  find: FindSession,
  { params, headers }: FastifyRequest,
): Promise<Session> {
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
