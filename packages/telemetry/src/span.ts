import {
  type Context,
  context,
  isSpanContextValid,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { SCOPE } from './scope.ts';

/**
 * Says how the work of a span came out: a word of ours, never one of a server or a model. Not every
 * failure is an error: a job may be put off.
 */
export type Tell = (outcome: string, failed: boolean) => void;

/**
 * Does `work` inside a span, which ends with it. What is thrown before an outcome was told marks the span
 * as an error, without its words. Where nothing is traced this is a call of `work` and little else.
 */
export function inSpan<T>(
  name: string,
  options: SpanOptions,
  parent: Context,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const span = trace.getTracer(SCOPE).startSpan(name, options, parent);
  return isSpanContextValid(span.spanContext())
    ? traced(span, trace.setSpan(parent, span), work)
    : work(untold);
}

const untold: Tell = () => {};

async function traced<T>(
  span: Span,
  inside: Context,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  let told = false;
  const tell: Tell = (outcome, failed) => {
    told = true;
    span.setAttribute('firefly.outcome', outcome);
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  };
  try {
    return await context.with(inside, () => work(tell));
  } catch (error) {
    if (!told) tell('thrown', true);
    throw error;
  } finally {
    span.end();
  }
}
