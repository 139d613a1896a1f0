import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import { runContext } from './run-trace.ts';
import { inSpan, type Tell } from './span.ts';

/** A job as its span shows it. */
export interface TracedJob {
  readonly queue: string;
  /** Undefined for a job whose payload names no run: it is in no run's trace. */
  readonly runId: string | undefined;
  /** What `carried` gave where it was queued. */
  readonly cause: string | undefined;
  readonly attributes: Attributes;
}

/**
 * Where we are, for a job to carry beside its payload (W3C traceparent); undefined where nothing is
 * traced.
 */
export function carried(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

const spanOf = (traceparent: string | undefined): SpanContext | undefined =>
  traceparent === undefined
    ? undefined
    : trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));

/**
 * Runs a job inside its span. The parent is the run's root, which any process can name; the job that
 * queued it is linked, as its span may be lost with its process.
 */
export function inJobSpan<T>(
  { queue, runId, cause, attributes }: TracedJob,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const from = spanOf(cause);
  const options = {
    kind: SpanKind.CONSUMER,
    attributes,
    links: from === undefined ? [] : [{ context: from }],
  };
  return inSpan(queue, options, runId === undefined ? ROOT_CONTEXT : runContext(runId), work);
}
