import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

type Sender = Pick<FastifyRequest, 'method' | 'headers'>;

/**
 * Refuses what would change something unless a page of this service sent it: a browser sends its cookie
 * whoever asks. `Sec-Fetch-Site` comes with https and localhost, `Origin` with every such request.
 */
export function mustComeFromHere({ method, headers }: Sender): void {
  if (SAFE.has(method)) return;
  const { 'sec-fetch-site': site, origin, host } = headers;
  const own =
    site === undefined
      ? origin !== undefined && URL.parse(origin)?.host === host
      : site === 'same-origin';
  if (!own) throw new Problem(403, 'This may be asked by a page of this service alone.');
}
