import type { Scope } from '@firefly/contracts/control-api';
import type { Database } from '@firefly/db/database';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fits, partsOf } from './api-key.ts';
import { type Caller, LOOPBACK, mayDo } from './caller.ts';
import { isOwnMachine } from './own-machine.ts';
import { Problem } from './problem.ts';
import { mustComeFromHere } from './same-origin.ts';
import { signedIn } from './sign-in.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must allow for this route; `open`: no key is needed. */
    readonly scope?: Scope | 'open';
    /** A browser that has signed in needs no key here. */
    readonly browser?: boolean;
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

type Keys = Pick<Database, 'apiKeys'>;

const BEARER = /^Bearer +(\S+) *$/i;

const challenge = { 'www-authenticate': 'Bearer realm="firefly"' };
const noKey = (detail: string): Problem => new Problem(401, detail, { headers: challenge });

/** Who a key belongs to; null for one that is not known, or not any more. */
export async function holderOf({ apiKeys }: Keys, key: string): Promise<Caller | null> {
  const given = partsOf(key);
  const known = given && (await apiKeys.active(given.id));
  if (given === null || known === null || !fits(given.secret, known.hash)) return null;
  return { id: known.key.id, scopes: known.key.scopes };
}

/** Who sends a request. Without any key at all the service is the machine's own. */
async function callerOf(db: Keys, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const holder = await holderOf(db, BEARER.exec(authorization)?.[1] ?? '');
    if (holder === null)
      throw noKey(
        BEARER.test(authorization)
          ? 'This key is not known, or was revoked.'
          : 'Send the key as "Authorization: Bearer ff_…".',
      );
    return holder;
  }
  const key = request.routeOptions.config.browser ? await signedIn(db, request) : null;
  if (key !== null) {
    mustComeFromHere(request);
    return { id: key.id, scopes: key.scopes };
  }
  if (await db.apiKeys.any())
    throw noKey('This service wants a key: send "Authorization: Bearer ff_…".');
  if (isOwnMachine(request)) return LOOPBACK;
  throw new Problem(403, 'Without any key the service answers on loopback only.');
}

/** Who sends a request, if that may do what takes this scope; else throws a Problem. */
export async function admit(db: Keys, request: FastifyRequest, scope: Scope): Promise<Caller> {
  const caller = await callerOf(db, request);
  if (mayDo(caller, scope)) return caller;
  throw new Problem(403, `This key may not do that: it takes the scope "${scope}".`);
}

/** Lets a request in if its key allows what its route needs. A route that says nothing needs `admin`. */
export function useAccess(app: FastifyInstance, db: Keys): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    const { scope = 'admin' } = request.routeOptions.config;
    // What nobody answers is told to everybody.
    if (scope === 'open' || request.is404) return;
    request.caller = await admit(db, request, scope);
  });
}
