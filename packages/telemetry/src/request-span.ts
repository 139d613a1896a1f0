import {
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import { asNamed, requestContext, runContext } from './run-trace.ts';
import { SCOPE } from './scope.ts';

/** A request over HTTP that made a run. */
export interface RunRequested {
  readonly runId: string;
  readonly startTime: Date;
  readonly method: string;
  /** Its pattern, never the path that was asked for. */
  readonly route: string;
  readonly status: number;
  /** What the caller sent, if it is in a trace of its own. */
  readonly traceparent: string | undefined;
}

/**
 * Sends the span of the request that made a run: a child of the run's root, since the run is what it is
 * about, with a link to the span of the caller. To be called once a run.
 */
export function runRequested(request: RunRequested): void {
  const { runId, startTime, method, route, status, traceparent } = request;
  const carrier = traceparent === undefined ? {} : { traceparent };
  const caller = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, carrier));
  const inside = runContext(runId);
  const span = context.with(asNamed(inside, runId, 'request'), () =>
    trace.getTracer(SCOPE).startSpan(
      `${method} ${route}`,
      {
        kind: SpanKind.SERVER,
        startTime,
        attributes: {
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': status,
          'firefly.run.id': runId,
        },
        links: caller === undefined ? [] : [{ context: caller }],
      },
      inside,
    ),
  );
  span.end();
}

/** Does something because of the request that made a run: jobs queued in it are linked to that. */
export const becauseRequested = <T>(runId: string, work: () => Promise<T>): Promise<T> =>
  context.with(requestContext(runId), work);

/** The ids by which a log names the trace of a run; nothing where runs are not traced. */
export function traceOf(runId: string): { readonly trace_id?: string; readonly span_id?: string } {
  const request = trace.getSpanContext(requestContext(runId));
  return request !== undefined && isSpanContextValid(request)
    ? { trace_id: request.traceId, span_id: request.spanId }
    : {};
}
