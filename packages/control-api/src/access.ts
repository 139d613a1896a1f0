import type { Scope } from '@firefly/contracts/control-api';
import type { Database } from '@firefly/db/database';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fits, partsOf } from './api-key.ts';
import { type Caller, LOOPBACK, mayDo } from './caller.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must allow for this route; `open`: no key is needed. */
    readonly scope?: Scope | 'open';
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

// A page in a browser could reach a loopback port under a name of its own; only loopback names pass.
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const BEARER = /^Bearer +(\S+) *$/i;

const challenge = { 'www-authenticate': 'Bearer realm="firefly"' };
const noKey = (detail: string): Problem => new Problem(401, detail, { headers: challenge });

/** Who sends a request, by its bearer key. Without any key at all the service is the machine's own. */
async function callerOf(db: Pick<Database, 'apiKeys'>, request: FastifyRequest): Promise<Caller> {
  const { authorization, host = '', origin } = request.headers;
  if (authorization === undefined) {
    if (await db.apiKeys.any())
      throw noKey('This service wants a key: send "Authorization: Bearer ff_…".');
    const own = LOOPBACK_HOST.test(host) && (origin === undefined || origin === `http://${host}`);
    if (own) return LOOPBACK;
    throw new Problem(403, 'Without any key the service answers on loopback only.');
  }
  const given = partsOf(BEARER.exec(authorization)?.[1] ?? '');
  const known = given && (await db.apiKeys.active(given.id));
  if (given === null || known === null || !fits(given.secret, known.hash))
    throw noKey('This key is not known, or was revoked.');
  return { id: known.key.id, scopes: known.key.scopes };
}

/** Lets a request in if its key allows what its route needs. A route that says nothing needs `admin`. */
export function useAccess(app: FastifyInstance, db: Pick<Database, 'apiKeys'>): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    const { scope = 'admin' } = request.routeOptions.config;
    // What nobody answers is told to everybody.
    if (scope === 'open' || request.is404) return;
    const caller = await callerOf(db, request);
    if (!mayDo(caller, scope))
      throw new Problem(403, `This key may not do that: it takes the scope "${scope}".`);
    request.caller = caller;
  });
}
