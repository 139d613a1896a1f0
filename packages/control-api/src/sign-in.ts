import { randomBytes } from 'node:crypto';
import type { Database } from '@firefly/db/database';
import type { ApiKey } from '@firefly/db/repositories/api-keys';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOf } from './api-key.ts';

/** A browser that has signed in with a key: it holds a random token in a cookie, we hold its hash. */

const NAME = 'firefly_admin';
const SECONDS = 12 * 60 * 60;
const TOKEN = new RegExp(`(?:^|; *)${NAME}=([A-Za-z0-9_-]{43})(?:;|$)`);

type Keys = Pick<Database, 'apiKeys'>;

const tokenOf = ({ headers }: FastifyRequest): string | undefined =>
  TOKEN.exec(headers.cookie ?? '')?.[1];

/** For pages below /admin alone; no script reads it and no other site's request brings it. */
function setCookie(request: FastifyRequest, reply: FastifyReply, token: string, age: number): void {
  const proto = request.headers['x-forwarded-proto'];
  const secure =
    request.protocol === 'https' || String(proto).startsWith('https') ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${NAME}=${token}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${age}${secure}`,
  );
}

/** The key with which the browser of a request has signed in. */
export async function signedIn({ apiKeys }: Keys, request: FastifyRequest): Promise<ApiKey | null> {
  const token = tokenOf(request);
  return token === undefined ? null : apiKeys.signedIn(hashOf(token));
}

/** Signs a browser in, with a token that nobody had before. */
export async function signIn(
  { apiKeys }: Keys,
  keyId: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  await apiKeys.signIn(hashOf(token), keyId, new Date(Date.now() + SECONDS * 1_000));
  setCookie(request, reply, token, SECONDS);
}

/** Signs it out: the token is worth nothing from now on. */
export async function signOut(
  { apiKeys }: Keys,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const token = tokenOf(request);
  if (token !== undefined) await apiKeys.signOut(hashOf(token));
  setCookie(request, reply, '', 0);
}
