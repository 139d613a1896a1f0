import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const LONGEST_PATH = 200;
/** A key that stands in a path by mistake. */
const KEY = /ff_[a-z0-9]{12}_[A-Za-z0-9_-]+/g;

/** Without the query, which may hold what nobody else shall read. */
const pathOf = ({ url }: FastifyRequest): string =>
  (url.split('?')[0] ?? '').replaceAll(KEY, 'ff_…').slice(0, LONGEST_PATH);

/** Logs a request in one line once it is over, answered or broken off. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const begun = performance.now();
  const tell = (): void =>
    request.log.info(
      {
        method: request.method,
        path: pathOf(request),
        status: reply.raw.statusCode,
        ms: Math.round((performance.now() - begun) * 10) / 10,
        // Nobody, where none was asked for or none was known.
        caller: request.caller?.id ?? null,
        ...(reply.raw.writableFinished ? {} : { broken_off: true }),
      },
      'request',
    );
  // Bound, so that the line carries the trace of its request.
  reply.raw.once('close', AsyncResource.bind(tell));
}

/** Logs each request that comes to a route, or to none. */
export function useRequestLog(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    logRequest(request, reply);
    done();
  });
}
