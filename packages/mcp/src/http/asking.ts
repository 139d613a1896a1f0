import { setTimeout as after } from 'node:timers/promises';
import type { FetchLike } from '@modelcontextprotocol/client';
import { bounded } from './bounded.ts';
import { askedTooSoon, faultOfStatus, HttpFault, isLater } from './fault.ts';
import { pauseAfter, retryAfterOf } from './retry-after.ts';
import { unreachable } from './unreachable.ts';

/** What one message to the server comes to, beside its reply: the requests for it share one. */
export interface Exchange {
  /** Ends the requests that are under way for it. */
  readonly signal: AbortSignal;
  /** The reply will not come. */
  fail(fault: HttpFault): void;
}

/** Bounds on the requests to one server. */
export interface AskingLimits {
  /** Of one body, after decompression. */
  readonly maxBytes: number;
  /** How long a server that says "later" is waited for, all pauses together. */
  readonly patienceMs: number;
  /** Shared by all connections to the server. */
  readonly rest: Rest;
}

/** Until when a server wants to be left alone, by `performance.now()`. */
export interface Rest {
  until: number;
}

/** These mean nothing in the protocol; other refusals may carry an error of it. */
const isPlain = (status: number): boolean =>
  status === 401 || status === 403 || status === 408 || status === 429 || status >= 500;

/** A redirect to another origin would take our headers there. */
function leadsAway(response: Response, from: string | URL): string | undefined {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  const { origin } = new URL(from);
  const target = URL.parse(location, String(from));
  return target === null || target.origin === origin ? undefined : target.origin;
}

/**
 * The `fetch` for one server's requests: bounded, patient with "too many requests", and with every
 * refusal told as a fault. `current` gives the exchange that a request belongs to.
 */
export function makeAsking(limits: AskingLimits, current: () => Exchange | undefined): FetchLike {
  const once = async (url: string | URL, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw unreachable(error);
    }
  };

  return async (url, init = {}) => {
    const exchange = current();
    const signals = [init.signal, exchange?.signal].filter((signal) => signal != null);
    const signal = AbortSignal.any(signals);
    let patienceMs = init.method === 'POST' ? limits.patienceMs : 0;
    const rest = limits.rest.until - performance.now();
    if (init.method === 'POST' && rest > patienceMs) throw askedTooSoon(rest);
    for (let attempt = 0; ; attempt++) {
      const response = await once(url, { ...init, signal });
      const away = leadsAway(response, url);
      if (!isPlain(response.status) && away === undefined)
        return bounded(response, limits.maxBytes, (fault) => exchange?.fail(fault));
      await response.body?.cancel();
      if (away !== undefined)
        throw new HttpFault(
          `sends us on to ${away}, where our headers are not sent; if that is the right server, give its "url"`,
          { kind: 'permanent' },
        );
      const retryAfterMs = retryAfterOf(response.headers.get('retry-after'), Date.now());
      const pause = pauseAfter(response.status, retryAfterMs, attempt);
      if (pause === undefined || pause > patienceMs) {
        if (retryAfterMs !== undefined && isLater(response.status))
          limits.rest.until = performance.now() + retryAfterMs;
        throw faultOfStatus(response.status, { retryAfterMs });
      }
      patienceMs -= pause;
      await after(pause, undefined, { signal });
    }
  };
}
