import { runRequested, traceOf } from '@firefly/telemetry/request-span';
import type { FastifyReply, FastifyRequest } from 'fastify';

const MADE = 202;

/** Puts the request that made a run into the trace of that run, and the trace into what is logged of it. */
export function tellRequest(request: FastifyRequest, reply: FastifyReply, runId: string): void {
  const { traceparent } = request.headers;
  runRequested({
    ...{ runId, method: request.method, route: request.routeOptions.url ?? '', status: MADE },
    startTime: new Date(Date.now() - reply.elapsedTime),
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  });
  request.log = request.log.child({ run_id: runId, ...traceOf(runId) });
  reply.log = request.log;
}
