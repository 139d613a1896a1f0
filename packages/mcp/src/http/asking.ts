import type { FetchLike } from '@modelcontextprotocol/client';
import { bounded } from './bounded.ts';
import { faultOfStatus, HttpFault } from './fault.ts';
import { retryAfterOf } from './retry-after.ts';
import { unreachable } from './unreachable.ts';

/** What one message to the server comes to, beside its reply: the requests for it share one. */
export interface Exchange {
  /** Ends the requests that are under way for it. */
  readonly signal: AbortSignal;
  /** The reply will not come. */
  fail(fault: HttpFault): void;
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
 * The `fetch` for one server's requests: no body has more than `maxBytes` after decompression, and every
 * refusal is told as a fault. `current` gives the exchange that a request belongs to.
 */
export function makeAsking(maxBytes: number, current: () => Exchange | undefined): FetchLike {
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
    const response = await once(url, { ...init, signal: AbortSignal.any(signals) });
    const away = leadsAway(response, url);
    if (!isPlain(response.status) && away === undefined)
      return bounded(response, maxBytes, (fault) => exchange?.fail(fault));
    await response.body?.cancel();
    if (away !== undefined)
      throw new HttpFault(
        `sends us on to ${away}, where our headers are not sent; if that is the right server, give its "url"`,
        { kind: 'permanent' },
      );
    const retryAfterMs = retryAfterOf(response.headers.get('retry-after'), Date.now());
    throw faultOfStatus(response.status, { retryAfterMs });
  };
}
