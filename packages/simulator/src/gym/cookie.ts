import type { FastifyReply, FastifyRequest } from 'fastify';

/** By this cookie an agent of NeMo Gym names its session. */
const COOKIE = 'firefly_session';

/** The token in the cookie of a request. */
export function tokenOf({ headers }: FastifyRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.split('=');
    if (name?.trim() === COOKIE && value) return value.trim().replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

/** Hands a session's token to the agent. */
export const giveToken = (reply: FastifyReply, token: string): void =>
  void reply.header('set-cookie', `${COOKIE}=${token}; HttpOnly; Path=/; SameSite=Lax`);

/**
 * Gives a cookie back that came: agents send the cookies of the last reply and no others, so one reply
 * without it, an error too, would lose them their session.
 */
export function keepToken(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const token = tokenOf(request);
  // What is no token is not given back: it could be no header.
  if (token !== undefined && /^[\w-]{1,100}$/.test(token)) giveToken(reply, token);
  done();
}
